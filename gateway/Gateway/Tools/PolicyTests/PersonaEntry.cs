using System.Text.RegularExpressions;
using Gateway.Problems;
using Gateway.Routes;
using Gateway.Routes.Json;
using Gateway.Routes.Written;

namespace Gateway.Tools.PolicyTests;

/// <summary>One entry of <c>Personas</c>, read against the policy that it is tested with.</summary>
internal sealed partial class PersonaEntry(RouteTable table, MistakeList mistakes)
{
    private static readonly string[] Members = PolicyTestMembers.OfPersona.Names();

    public static readonly TokenFault[] Faults =
    [
        TokenFault.Expired, TokenFault.NotYetValid, TokenFault.WrongAudience, TokenFault.UnknownIssuer, TokenFault.BadSignature,
        TokenFault.Malformed, TokenFault.Revoked,
    ];

    private static readonly KnownNames FaultNames = new(
        [.. Faults.Select(fault => fault.Reason)],
        PolicyTestMistakeCode.UnknownFault,
        $"is not one of {Wording.List(Faults.Select(fault => fault.Reason))}");

    private static readonly KnownNames Callers = new(["user", "machine"], MistakeCode.BadCaller, "is neither \"user\" nor \"machine\"");

    public Persona? Read(JsonMember entry)
    {
        var subject = $"persona {Wording.Quote(entry.Name)}";
        if (!Name.IsMatch(entry.Name))
        {
            mistakes.Add(entry.Place, MistakeCode.BadName, $"{subject}: a name is made of letters, digits, '-', '_' and '.'");
        }

        if (entry.Value is JsonNull)
        {
            return new Persona(entry.Name);
        }

        if (ObjectReader.Open(entry.Value, subject, mistakes, Members) is not { } reader)
        {
            return null;
        }

        if (reader.Has("Token"))
        {
            return ReadFault(reader) is { } fault ? new Persona(entry.Name, Fault: fault) : null;
        }

        return ReadToken(reader, entry, subject) is { } token ? new Persona(entry.Name, token) : null;
    }

    private TokenFault? ReadFault(ObjectReader reader)
    {
        foreach (var other in Members.Where(name => name != "Token").Select(reader.Find).OfType<JsonMember>())
        {
            mistakes.Add(
                other.Place,
                MistakeCode.ConflictingMembers,
                $"{Wording.Quote(other.Name)} beside \"Token\": what a refused token says counts for nothing; leave it out");
        }

        var reason = FaultNames.Find(reader.Text("Token"), mistakes);
        return Faults.FirstOrDefault(fault => fault.Reason == reason);
    }

    private PersonaToken? ReadToken(ObjectReader reader, JsonMember entry, string subject)
    {
        var issuer = ReadIssuer(reader, entry);
        reader.Require("Client", entry.Place, "the client that its token was issued to");
        var client = reader.Text("Client")?.Value;
        var caller = ReadCaller(reader);
        var scopes = KnownNames.ScopesOf(table).FindAll(reader.Texts("Scopes"), mistakes);
        var acr = reader.Text("Acr")?.Value;
        var signedIn = Duration.Read(reader, "AuthTime", "0s", "365d", "1m", mistakes);
        var name = reader.Has("Subject") ? reader.Text("Subject")?.Value : entry.Name;
        if (issuer is null || client is null || name is null)
        {
            return null;
        }

        var claims = PersonaClaims.Read(reader, issuer, caller, mistakes);
        var token = new PersonaToken(issuer, name, client, caller, scopes, claims, acr, signedIn);
        if (caller is not null && token.CallerByClaims is var other and not CallerKind.Unknown && other != caller)
        {
            mistakes.Add(
                reader.Find("Caller")!.Value.Place,
                MistakeCode.BadCaller,
                $"a token with the subject, client and claims of {subject} is that of a {Say(other)}, not of a {Say(caller)}, "
                + $"by the preset {issuer.Preset} (docs/issuers.md); mend one of them");
        }

        return token;
    }

    private Issuer? ReadIssuer(ObjectReader reader, JsonMember entry)
    {
        if (table.Issuers.IsEmpty)
        {
            mistakes.Add(
                entry.Place,
                MistakeCode.NoIssuer,
                "the routes file has no \"Issuers\": nobody's token is accepted, and a persona can only be null");
            return null;
        }

        if (!reader.Has("Issuer") && table.Issuers is [var only])
        {
            return only;
        }

        var names = new KnownNames(
            [.. table.Issuers.Select(issuer => issuer.Name)], MistakeCode.UnknownIssuer, "is not one of the routes file's \"Issuers\"");
        reader.Require("Issuer", entry.Place, $"whose token it has, one of the routes file's ({Wording.List(names.Names)})");
        var name = names.Find(reader.Text("Issuer"), mistakes);
        return table.Issuers.FirstOrDefault(issuer => issuer.Name == name);
    }

    private CallerKind? ReadCaller(ObjectReader reader) => Callers.Find(reader.Text("Caller"), mistakes) switch
    {
        "user" => CallerKind.User,
        "machine" => CallerKind.Machine,
        _ => null,
    };

    private static string Say(CallerKind? caller) => caller == CallerKind.Machine ? "machine" : "user";

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+\z")]
    public static partial Regex Name { get; }
}
