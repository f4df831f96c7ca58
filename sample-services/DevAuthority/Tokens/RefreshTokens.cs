using System.Diagnostics.CodeAnalysis;

namespace DevAuthority.Tokens;

/// <summary>
/// The refresh tokens. A used one is remembered, so that whoever uses it again gives the theft away (RFC 9700 section 4.14.2).
/// </summary>
internal sealed class RefreshTokens(TimeProvider clock)
{
    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private readonly ExpiringStore<RefreshToken> tokens = new(clock);

    internal string Issue(Grant grant) => tokens.Add(new RefreshToken(grant), clock.GetUtcNow() + Lifetime);

    internal bool TryFind(string? token, [NotNullWhen(true)] out RefreshToken? found) => tokens.TryFind(token, out found);
}
