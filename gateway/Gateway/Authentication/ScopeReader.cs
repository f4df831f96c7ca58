using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Routes;

namespace Gateway.Authentication;

/// <summary>
/// The scopes of a token, from the one claim that its issuer has for them. Never from several: a second name for the same right is one that
/// somebody else may be able to write.
/// </summary>
internal static class ScopeReader
{
    /// <summary>In the token's order, each once. Null when a claim has a shape that scopes cannot have.</summary>
    public static ImmutableArray<string>? Read(Issuer issuer, CallerKind caller, JsonElement payload)
    {
        // What was granted to an app itself, and not to a user through it: of a user the same claim says what the user is.
        var scopes = caller == CallerKind.Machine && issuer.AppScopeClaim is { } ofApp ? Names(payload, ofApp) : Scopes(payload, issuer.ScopeClaim);
        if (scopes is null)
        {
            return null;
        }

        if (issuer.PermissionsClaim is not { } claim)
        {
            return [.. scopes.Distinct()];
        }

        return Names(payload, claim) is { } permissions ? [.. scopes.Union(permissions)] : null;
    }

    /// <summary>RFC 6749 section 3.3: separated by single spaces; some issuers write an array of strings instead.</summary>
    private static IEnumerable<string>? Scopes(JsonElement payload, string claim)
    {
        if (!payload.TryGetProperty(claim, out var value))
        {
            return [];
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => Split(value),
            JsonValueKind.Array when value.EnumerateArray().All(scope => scope.ValueKind == JsonValueKind.String) =>
                value.EnumerateArray().SelectMany(Split),
            _ => null,
        };
    }

    /// <summary>Roles and permissions: an array, and a name with a space in it is one name. As a scope it would be read as two, so it is refused.</summary>
    private static IEnumerable<string>? Names(JsonElement payload, string claim)
    {
        if (!payload.TryGetProperty(claim, out var value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String && name.GetString() is { Length: > 0 } text && !text.Contains(' '))
                ? value.EnumerateArray().Select(name => name.GetString()!)
                : null;
    }

    private static string[] Split(JsonElement text) => text.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
