using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Authorization;

/// <summary>How the gateway understands the caller's own token.</summary>
/// <param name="ClientId">Null: the token names no client.</param>
/// <param name="ExpiresAt">Null: the issuer does not say (an opaque token).</param>
/// <param name="MayCall">What the caller may call with it, by API; what is public is in it too.</param>
internal sealed record WhoAmI(
    string Issuer,
    string? Subject,
    string? ClientId,
    string Caller,
    ImmutableArray<string> Scopes,
    DateTimeOffset? ExpiresAt,
    ImmutableArray<Reach> MayCall)
{
    public static WhoAmI Of(CallerIdentity caller, RouteTable table, DateTimeOffset now)
    {
        var token = new TokenResult.Verified(caller);
        return new(
            caller.Issuer.Identifier,
            caller.Subject,
            caller.Client,
            caller.Kind.ToString().ToLowerInvariant(),
            [.. caller.ScopeText.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            Expiry(caller),
            [
                .. table.Operations
                    .Where(operation => Evaluator.Decide(operation, token, now).Allowed)
                    .GroupBy(operation => operation.Api.Name, (api, operations) => new Reach(
                        api, [.. operations.Select(operation => $"{operation.Methods[0]} {operation.Template}")])),
            ]);
    }

    private static DateTimeOffset? Expiry(CallerIdentity caller) =>
        caller.Payload.TryGetProperty("exp", out var exp) && exp.TryGetDouble(out var seconds) ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
}

/// <param name="Operations">Method and path, as the routes file writes the path.</param>
internal sealed record Reach(string Api, ImmutableArray<string> Operations);
