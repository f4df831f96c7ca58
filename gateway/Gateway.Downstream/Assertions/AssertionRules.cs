using System.Collections.Immutable;
using Gateway.Downstream.Refusals;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Downstream.Assertions;

/// <summary>What an assertion has to say, besides being signed, to be acceptable here and now.</summary>
internal sealed class AssertionRules
{
    private static readonly TimeSpan LifetimeMax = TimeSpan.FromSeconds(60);

    private readonly string issuer;
    private readonly ImmutableArray<string> audiences;

    public AssertionRules(GatewayIdentityOptions options)
        : this(options.Issuer, [.. options.Audiences, .. options.Audience is { } audience ? [audience] : Array.Empty<string>()])
    {
        ClockSkew = options.ClockSkew;
        BindToRequest = options.BindToRequest;
    }

    public AssertionRules(string issuer, ImmutableArray<string> audiences)
    {
        this.issuer = issuer;
        this.audiences = audiences;
    }

    /// <summary>Null: an assertion is good at any time, which only those of tests are.</summary>
    public TimeSpan? ClockSkew { get; private init; }

    public bool BindToRequest { get; private init; }

    /// <summary>
    /// The same to the library: it is to verify a signature, and not to look further than we do. Time is judged here, by our clock.
    /// </summary>
    public TokenValidationParameters ToParameters(Func<string, SecurityKey?> keys) => new()
    {
        ValidIssuer = issuer,
        ValidAudiences = audiences,
        IgnoreTrailingSlashWhenValidatingAudience = false,
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidTypes = [ClaimHeaders.AssertionType],
        IssuerSigningKeyResolver = (_, _, kid, _) => keys(kid) is { } key ? [key] : [],
        TryAllIssuerSigningKeys = false,
        ValidateLifetime = false,
    };

    /// <summary>Why it is not acceptable; null if it is.</summary>
    public Refusal? WhyNot(Assertion assertion, string method, ReadOnlySpan<char> path, DateTimeOffset now) =>
        assertion.Issuer != issuer ? Refusal.WrongIssuer
        : !audiences.Contains(assertion.Audience, StringComparer.Ordinal) ? Refusal.WrongAudience
        : Untimely(assertion, now)
        ?? (!BindToRequest ? null
            : assertion.Method != method ? Refusal.OtherMethod
            : assertion.Path is null || !path.SequenceEqual(assertion.Path) ? Refusal.OtherPath
            : null);

    private Refusal? Untimely(Assertion assertion, DateTimeOffset now)
    {
        if (ClockSkew is not { } skew)
        {
            return null;
        }

        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(assertion.IssuedAt);
        var expires = DateTimeOffset.FromUnixTimeSeconds(assertion.Expires);
        return expires <= issuedAt || expires - issuedAt > LifetimeMax ? Refusal.WrongLifetime
            : now - skew >= expires ? Refusal.Expired
            : now + skew < issuedAt ? Refusal.FromTheFuture
            : null;
    }
}
