using System.Collections.Immutable;
using System.Text.Json;
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

        var known = Faults.Select(fault => fault.Reason);
        var name = KnownName.Find(reader.Text("Token"), known, PolicyTestMistakeCode.UnknownFault, $"is not one of {Wording.List(known)}", mistakes);
        return Faults.FirstOrDefault(fault => fault.Reason == name?.Value);
    }

    private PersonaToken? ReadToken(ObjectReader reader, JsonMember entry, string subject)
    {
        var issuer = ReadIssuer(reader, entry);
        var client = reader.Require("Client", entry.Place, "the client that its token was issued to") is null ? null : reader.Text("Client");
        var caller = ReadCaller(reader);
        var scopes = KnownName.FindAll(
            reader.Texts("Scopes"), table.Scopes.Select(scope => scope.Name), MistakeCode.UnknownScope, "is not in the catalogue (Scopes)", mistakes);
        var acr = reader.Text("Acr")?.Value;
        var signedIn = Duration.Read(reader, "AuthTime", "0s", "365d", "1m", mistakes);
        var subjectClaim = reader.Has("Subject") ? reader.Text("Subject")?.Value : entry.Name;
        if (issuer is null || client is null || subjectClaim is null)
        {
            return null;
        }

        var token = new PersonaToken(
            issuer, subjectClaim, client.Value, caller, [.. scopes.Select(scope => scope.Value)], ReadClaims(reader, issuer, caller), acr, signedIn);
        if (caller is not null && token.CallerByClaims is var other and not CallerKind.Unknown && other != caller)
        {
            var written = Wording.Quote(caller == CallerKind.Machine ? "machine" : "user");
            mistakes.Add(
                reader.Find("Caller")!.Value.Place,
                MistakeCode.BadCaller,
                $"{subject} is {written}, and a token with its claims is of a {(other == CallerKind.Machine ? "machine" : "user")} "
                + $"by the preset {issuer.Preset} (docs/issuers.md); mend one of them");
        }

        return token;
    }

    private Issuer? ReadIssuer(ObjectReader reader, JsonMember entry)
    {
        var known = table.Issuers.Select(issuer => issuer.Name);
        if (!reader.Has("Issuer") && table.Issuers is [var only])
        {
            return only;
        }

        if (reader.Require("Issuer", entry.Place, $"whose token it has, one of the routes file's ({Wording.List(known)})") is null)
        {
            return null;
        }

        var name = KnownName.Find(reader.Text("Issuer"), known, MistakeCode.UnknownIssuer, "is not one of the routes file's \"Issuers\"", mistakes);
        return table.Issuers.FirstOrDefault(issuer => issuer.Name == name?.Value);
    }

    private CallerKind? ReadCaller(ObjectReader reader) =>
        KnownName.Find(reader.Text("Caller"), ["user", "machine"], MistakeCode.BadCaller, "is neither \"user\" nor \"machine\"", mistakes)?.Value switch
        {
            "user" => CallerKind.User,
            "machine" => CallerKind.Machine,
            _ => null,
        };

    private ImmutableArray<KeyValuePair<string, JsonElement>> ReadClaims(ObjectReader reader, Issuer issuer, CallerKind? caller)
    {
        var saidElsewhere = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["iss"] = "Issuer",
            ["sub"] = "Subject",
            ["acr"] = "Acr",
            ["auth_time"] = "AuthTime",
            ["exp"] = "Token",
            ["nbf"] = "Token",
            ["aud"] = "Token",
            [issuer.ClientClaim] = "Client",
            [PersonaToken.ScopeClaim(issuer, caller)] = "Scopes",
        };
        var members = reader.Find("Claims") is { } claims ? JsonValue.NonEmptyMembers(claims.Value, "\"Claims\"", mistakes) : [];
        foreach (var claim in members.Where(claim => saidElsewhere.ContainsKey(claim.Name)))
        {
            mistakes.Add(
                claim.Place,
                MistakeCode.ConflictingMembers,
                $"the claim {Wording.Quote(claim.Name)} is what {Wording.Quote(saidElsewhere[claim.Name])} of a persona is for; say it there");
        }

        return [.. members.Select(claim => KeyValuePair.Create(claim.Name, JsonSerializer.Deserialize<JsonElement>(JsonTreeWriter.Write(claim.Value))))];
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+\z")]
    public static partial Regex Name { get; }
}
