using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.PolicyTests;

/// <summary>The <c>Claims</c> of a persona: whatever else its token says. What another member says cannot be said here otherwise.</summary>
internal static class PersonaClaims
{
    public static ImmutableArray<KeyValuePair<string, JsonElement>> Read(
        ObjectReader reader, Issuer issuer, CallerKind? caller, MistakeList mistakes)
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
                $"the claim {Wording.Quote(claim.Name)} is what {Wording.Quote(saidElsewhere[claim.Name])} is for; say it there");
        }

        return [.. members.Select(claim => KeyValuePair.Create(claim.Name, Value(claim.Value)))];
    }

    private static JsonElement Value(JsonNode claim) => JsonSerializer.Deserialize<JsonElement>(JsonTreeWriter.Write(claim));
}
