using System.Collections.Immutable;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary>What an operation, or the candidate beside its rule, asks of a token.</summary>
/// <param name="issuers">The names of the file's issuers.</param>
/// <param name="ofApi">Those that the API accepts; empty: all.</param>
internal sealed class ConditionsEntry(
    ScopeCatalogue catalogue, ImmutableArray<string> issuers, ImmutableArray<string> ofApi, MistakeList mistakes)
{
    public static readonly string[] Members = [.. RequirementShape.Conditions.Select(condition => condition.Name)];

    /// <summary>The names of the file's issuers.</summary>
    public ImmutableArray<string> Issuers => issuers;

    /// <summary>Nothing is asked, but that the issuer is one whose tokens the API accepts.</summary>
    public Requirement.Token Nothing => Requirement.Token.Any with { Issuers = ofApi };

    /// <summary>One scope and nothing else.</summary>
    public Requirement.Token? Read(JsonText scope, string subject) =>
        JsonValue.Text(scope, subject, mistakes) is { } name && new ScopesEntry(catalogue, mistakes).Read(name) is { } scopes
            ? Nothing with { Scopes = scopes }
            : null;

    public Requirement.Token? Read(ObjectReader reader)
    {
        var scopes = reader.Find("Scopes") is { } member ? new ScopesEntry(catalogue, mistakes).Read(member.Value) : null;
        var caller = reader.Choice("Caller", MistakeCode.BadCaller, ("user", CallerKind.User), ("machine", CallerKind.Machine));
        var clients = reader.Texts("Clients").Select(client => client.Value);
        var claims = ReadClaims(reader);
        var accepted = AcceptedIssuers.ReadWithin(reader, ofApi, issuers, mistakes);
        var stepUp = reader.Find("StepUp") is { } asked ? StepUpEntry.Read(asked.Value, mistakes) : null;
        var scopesAreBroken = reader.Has("Scopes") && scopes is null;
        return scopesAreBroken ? null : new Requirement.Token(scopes, caller, [.. clients], claims) { Issuers = accepted, StepUp = stepUp };
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
