namespace DevAuthority.Tokens;

/// <summary>The authentication event behind a grant. Tokens that come from it later still tell of it, refreshed ones too (RFC 9068 section 2.2.1).</summary>
/// <param name="At"><c>auth_time</c>.</param>
/// <param name="Level"><c>acr</c>.</param>
internal sealed record SignIn(DateTimeOffset At, string Level);
