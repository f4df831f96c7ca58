using System.Collections.Immutable;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary>
/// The right side of an operation: what it asks of its caller. Silence is refusal, so an operation that needs no scope says so by
/// <c>AnyToken</c> or <c>Public</c>, and neither stands beside anything it would make void.
/// </summary>
/// <param name="issuers">The names of the file's issuers.</param>
/// <param name="ofApi">Those that the API accepts; empty: all.</param>
internal sealed class RequirementEntry(
    ScopeCatalogue catalogue, ImmutableArray<string> issuers, ImmutableArray<string> ofApi, MistakeList mistakes)
{
    private const string HowToAskNothing =
        "write { \"AnyToken\": true } to let every token in, or { \"Public\": true, \"Why\": \"…\" } to let everyone in";

    private static readonly string[] Conditions = [.. RequirementShape.Conditions.Select(condition => condition.Name)];

    public Requirement? Read(JsonMember operation)
    {
        var subject = $"operation {Wording.Quote(operation.Name)}";
        switch (operation.Value)
        {
            case JsonText name:
                var given = JsonValue.Text(name, $"the scope of {subject}", mistakes);
                return given is not null && new ScopesEntry(catalogue, mistakes).Read(given) is { } scopes
                    ? Requirement.Token.Any with { Scopes = scopes, Issuers = ofApi }
                    : null;
            case JsonArray:
                mistakes.Add(
                    operation.Value.Place,
                    MistakeCode.BadScopes,
                    "a list of scopes has to say what it means: "
                    + "{ \"Scopes\": { \"AllOf\": [ … ] } } or { \"Scopes\": { \"AnyOf\": [ … ] } }");
                return null;
            case JsonObject known:
                return Read(ObjectReader.Open(known, subject, mistakes, RequirementShape.Object.Names)!, subject);
            case JsonUnusable:
                return null;
            default:
                mistakes.Add(
                    operation.Value.Place,
                    MistakeCode.WrongType,
                    $"what {subject} needs has to be a scope (a string) or an object, not {operation.Value.Kind}");
                return null;
        }
    }

    private Requirement? Read(ObjectReader reader, string subject)
    {
        if (reader.Find("Public") is { } open)
        {
            RefuseBeside(reader, "Public", [.. Conditions, "AnyToken"]);
            reader.Require("Why", open.Place, "say why everyone may call it");
            var why = reader.Text("Why");
            return IsTrue(reader, open) && why is not null ? new Requirement.Public(why.Value) : null;
        }

        if (reader.Find("Why") is { } stray)
        {
            mistakes.Add(stray.Place, MistakeCode.ConflictingMembers, "\"Why\" gives the reason for \"Public\": true, which is not here");
        }

        if (reader.Find("AnyToken") is { } any)
        {
            RefuseBeside(reader, "AnyToken", Conditions);
            return IsTrue(reader, any) ? Requirement.Token.Any with { Issuers = ofApi } : null;
        }

        if (!Conditions.Any(reader.Has))
        {
            if (reader.IsEmpty)
            {
                mistakes.Add(reader.Place, MistakeCode.NoRequirement, $"{subject} asks for nothing; {HowToAskNothing}");
            }

            return null;
        }

        var scopes = reader.Find("Scopes") is { } member ? new ScopesEntry(catalogue, mistakes).Read(member.Value) : null;
        var caller = ReadCaller(reader);
        var clients = reader.Texts("Clients").Select(client => client.Value);
        var claims = ReadClaims(reader);
        var accepted = AcceptedIssuers.ReadWithin(reader, ofApi, issuers, mistakes);
        var stepUp = reader.Find("StepUp") is { } asked ? StepUpEntry.Read(asked.Value, mistakes) : null;
        var scopesAreBroken = reader.Has("Scopes") && scopes is null;
        return scopesAreBroken ? null : new Requirement.Token(scopes, caller, [.. clients], claims) { Issuers = accepted, StepUp = stepUp };
    }

    private void RefuseBeside(ObjectReader reader, string name, IEnumerable<string> others)
    {
        foreach (var other in others.Select(reader.Find).OfType<JsonMember>())
        {
            mistakes.Add(
                other.Place,
                MistakeCode.ConflictingMembers,
                $"{Wording.Quote(other.Name)} beside {Wording.Quote(name)}: one of the two would not hold; keep the one that is meant");
        }
    }

    /// <summary>False could be read as "not public, but what then?", so there is only true.</summary>
    private bool IsTrue(ObjectReader reader, JsonMember member)
    {
        var value = reader.Flag(member.Name);
        if (value == false)
        {
            var message = $"{Wording.Quote(member.Name)} can only be true; leave it out and name what is asked for";
            mistakes.Add(member.Value.Place, MistakeCode.MustBeTrue, message);
        }

        return value == true;
    }

    private CallerKind? ReadCaller(ObjectReader reader)
    {
        switch (reader.Text("Caller"))
        {
            case null:
                return null;
            case { Value: "user" }:
                return CallerKind.User;
            case { Value: "machine" }:
                return CallerKind.Machine;
            case var other:
                mistakes.Add(
                    other.Place,
                    MistakeCode.BadCaller,
                    $"\"Caller\" is \"user\" or \"machine\", not {Wording.Quote(other.Written)}"
                    + DidYouMean.For(other.Value, ["user", "machine"]));
                return null;
        }
    }

    private ImmutableArray<ClaimRequirement> ReadClaims(ObjectReader reader)
    {
        if (reader.Find("Claims") is not { } claims)
        {
            return [];
        }

        var required = ImmutableArray.CreateBuilder<ClaimRequirement>();
        foreach (var claim in JsonValue.NonEmptyMembers(claims.Value, "\"Claims\"", mistakes))
        {
            ClaimName.Check(claim.Name, claim.Place, mistakes);
            var values = JsonValue.Texts(claim.Value, $"claim {Wording.Quote(claim.Name)}", mistakes);
            required.Add(new ClaimRequirement(claim.Name, [.. values.Select(value => value.Value)]));
        }

        return required.ToImmutable();
    }
}
