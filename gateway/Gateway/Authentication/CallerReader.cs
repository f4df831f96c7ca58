using System.Collections.Frozen;
using System.Text.Json;
using Gateway.Routes;

namespace Gateway.Authentication;

/// <summary>Reads from a verified payload who calls, where the issuer's preset says that it stands.</summary>
internal static class CallerReader
{
    /// <summary>Null when a claim is missing that the issuer has to set, or has a shape that it cannot have.</summary>
    public static CallerIdentity? Read(Issuer issuer, JsonElement payload)
    {
        if (!issuer.RequiredClaims.All(claim => payload.TryGetProperty(claim, out _)) || Scopes(payload, issuer.ScopeClaim) is not { } scopes)
        {
            return null;
        }

        if (!TryReadString(payload, "sub", out var subject) || !TryReadString(payload, issuer.ClientClaim, out var client))
        {
            return null;
        }

        return new CallerIdentity(
            issuer,
            subject,
            client,
            KindOf(issuer, subject, client, payload),
            scopes.ToFrozenSet(StringComparer.Ordinal),
            string.Join(' ', scopes),
            payload);
    }

    /// <summary>A user needs both a subject and a client that is another; anything less says nothing for certain.</summary>
    private static CallerKind KindOf(Issuer issuer, string? subject, string? client, JsonElement payload) =>
        issuer.MachineMarks.Any(mark => Bears(payload, mark)) ? CallerKind.Machine
        : subject is null || client is null ? CallerKind.Unknown
        : CallerKind.User;

    private static bool Bears(JsonElement payload, MachineMark mark) =>
        TryReadString(payload, mark.Claim, out var value) && value is not null
        && (mark.Value is { } exact ? value == exact
            : mark.EndsWith is { } end ? value.EndsWith(end, StringComparison.Ordinal)
            : mark.EqualTo is { } other && TryReadString(payload, other, out var second) && value == second);

    /// <summary>RFC 6749 section 3.3: separated by single spaces; some issuers write an array of strings instead.</summary>
    private static string[]? Scopes(JsonElement payload, string claim)
    {
        if (!payload.TryGetProperty(claim, out var value))
        {
            return [];
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            JsonValueKind.Array when value.EnumerateArray().All(scope => scope.ValueKind == JsonValueKind.String) =>
                [.. value.EnumerateArray().SelectMany(scope => scope.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries))],
            _ => null,
        };
    }

    /// <summary>False when the claim is there and is no string; an absent one reads as null.</summary>
    private static bool TryReadString(JsonElement payload, string claim, out string? value)
    {
        value = null;
        if (!payload.TryGetProperty(claim, out var element))
        {
            return true;
        }

        if (element.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        value = element.GetString();
        return true;
    }
}
