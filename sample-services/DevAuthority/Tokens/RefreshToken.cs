namespace DevAuthority.Tokens;

/// <summary>A refresh token: good for one use, which brings the next.</summary>
internal sealed class RefreshToken(Grant grant) : OneTime
{
    internal Grant Grant => grant;
}
