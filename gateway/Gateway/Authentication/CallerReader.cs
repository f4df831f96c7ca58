using System.Text.Json;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Authentication;

/// <summary>Reads from a verified payload who calls, where the issuer's preset says that it stands.</summary>
internal static class CallerReader
{
    /// <summary>Null and a caller; or a fault: a claim is missing that the issuer has to set, or is not what it can be, or the client is not accepted.</summary>
    public static TokenFault? Read(Issuer issuer, JsonElement payload, out CallerIdentity caller)
    {
        caller = null!;
        if (!issuer.RequiredClaims.All(claim => payload.TryGetProperty(claim, out _)))
        {
            return TokenFault.MissingClaim;
        }

        if (!issuer.RequiredTests.All(test => test.Holds(payload)))
        {
            return TokenFault.WrongType;
        }

        if (!TryReadString(payload, "sub", out var subject) || !TryReadString(payload, issuer.ClientClaim, out var client))
        {
            return TokenFault.Malformed;
        }

        // Named and empty is not named: it would count as somebody and tell the service nobody.
        if (subject is "" || client is "")
        {
            return TokenFault.MissingClaim;
        }

        if (!issuer.Clients.IsEmpty && (client is null || !issuer.Clients.Contains(client, StringComparer.Ordinal)))
        {
            return TokenFault.WrongClient;
        }

        var kind = KindOf(issuer, subject, client, payload);
        if (ScopeReader.Read(issuer, kind, payload) is not { } scopes)
        {
            return TokenFault.Malformed;
        }

        caller = new CallerIdentity(issuer, subject, client, kind, scopes, payload);
        return null;
    }

    /// <summary>Contradictory marks, or too few, say nothing for certain.</summary>
    private static CallerKind KindOf(Issuer issuer, string? subject, string? client, JsonElement payload)
    {
        var machine = issuer.MachineMarks.Any(mark => mark.Holds(payload));
        if (issuer.UserMarks.IsEmpty)
        {
            return machine ? CallerKind.Machine : subject is null || client is null ? CallerKind.Unknown : CallerKind.User;
        }

        return (machine, issuer.UserMarks.Any(mark => mark.Holds(payload))) switch
        {
            (true, false) => CallerKind.Machine,
            (false, true) when subject is not null && client is not null => CallerKind.User,
            _ => CallerKind.Unknown,
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
