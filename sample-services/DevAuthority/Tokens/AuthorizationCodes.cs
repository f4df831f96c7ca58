using System.Diagnostics.CodeAnalysis;

namespace DevAuthority.Tokens;

/// <summary>The codes: each lives 60 seconds, and is remembered longer so that a second use is recognised.</summary>
internal sealed class AuthorizationCodes(TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly ExpiringStore<AuthorizationCode> codes = new(clock);

    internal string Issue(Grant grant, string redirectUri, string codeChallenge)
    {
        var now = clock.GetUtcNow();
        return codes.Add(new AuthorizationCode(grant, redirectUri, codeChallenge, now + Lifetime), now + RefreshTokens.Lifetime);
    }

    internal bool TryFind(string? code, [NotNullWhen(true)] out AuthorizationCode? found) => codes.TryFind(code, out found);
}
