using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Authentication;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Tools.PolicyTests;

/// <summary>
/// What a persona's token says. It becomes the payload that its issuer would write, under the claims that the issuer's preset reads, and
/// authentication's own reader makes a caller of it: a persona is what a token with these claims is at the gateway.
/// </summary>
/// <param name="Caller">Null: whoever the claims make it.</param>
/// <param name="Claims">Whatever else it says, by name.</param>
/// <param name="SignedIn">How long ago the user signed in (<c>auth_time</c>); null: it does not say.</param>
internal sealed record PersonaToken(
    Issuer Issuer,
    string Subject,
    string Client,
    CallerKind? Caller,
    ImmutableArray<string> Scopes,
    ImmutableArray<KeyValuePair<string, JsonElement>> Claims,
    string? Acr,
    TimeSpan? SignedIn)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>A machine's scopes are elsewhere with some issuers.</summary>
    public static string ScopeClaim(Issuer issuer, CallerKind? caller) =>
        caller == CallerKind.Machine ? issuer.AppScopeClaim ?? issuer.ScopeClaim : issuer.ScopeClaim;

    public TokenResult At(DateTimeOffset now)
    {
        if (CallerReader.Read(Issuer, Payload(now), out var read) is { } fault)
        {
            return new TokenResult.Refused(Problem.Of(fault));
        }

        return new TokenResult.Verified(Caller is { } stated && stated != read.Kind
            ? new CallerIdentity(Issuer, read.Subject, read.Client, stated, read.Scopes, read.Payload)
            : read);
    }

    /// <summary>Who stands behind a token with these claims, whatever <see cref="Caller"/> says.</summary>
    public CallerKind CallerByClaims =>
        CallerReader.Read(Issuer, Payload(DateTimeOffset.UnixEpoch), out var read) is null ? read.Kind : CallerKind.Unknown;

    private JsonElement Payload(DateTimeOffset now)
    {
        // As SignIn computes with it: an age of exactly MaxAge is not a fraction of a second more.
        var seconds = now.ToUnixTimeMilliseconds() / 1000.0;
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iss"] = Issuer.Identifier,
            ["sub"] = Subject,
            [Issuer.ClientClaim] = Client,
        };
        if (!Scopes.IsEmpty)
        {
            claims[ScopeClaim(Issuer, Caller)] = Scopes;
        }

        if (Acr is not null)
        {
            claims["acr"] = Acr;
        }

        if (SignedIn is { } ago)
        {
            claims["auth_time"] = seconds - ago.TotalSeconds;
        }

        foreach (var (name, value) in Claims)
        {
            claims[name] = value;
        }

        // What every token of this issuer has, or it would not be accepted: nobody needs to write it for a persona.
        claims.TryAdd("iat", seconds);
        claims.TryAdd("exp", seconds + Lifetime.TotalSeconds);
        claims.TryAdd("aud", Issuer.Audiences);
        foreach (var test in Issuer.RequiredTests.Where(test => test.Kind == ClaimTestKind.Equal))
        {
            claims.TryAdd(test.Claim, test.Operand!);
        }

        foreach (var claim in Issuer.RequiredClaims)
        {
            claims.TryAdd(claim, "of a persona");
        }

        return JsonSerializer.SerializeToElement(claims);
    }
}
