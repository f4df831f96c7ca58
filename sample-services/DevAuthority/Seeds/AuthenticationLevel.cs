namespace DevAuthority.Seeds;

/// <summary>How well a user signed in: the values of <c>acr</c> (OpenID Connect Core section 2), the strongest first.</summary>
internal static class AuthenticationLevel
{
    /// <summary>Password, then a one-time code.</summary>
    internal const string SecondFactor = "urn:example:mfa";

    internal const string Password = "urn:example:pwd";

    internal static readonly IReadOnlyList<string> All = [SecondFactor, Password];
}
