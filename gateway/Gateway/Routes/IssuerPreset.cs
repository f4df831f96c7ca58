using System.Collections.Immutable;

namespace Gateway.Routes;

/// <summary>
/// How the tokens of a kind of authorization server are built: data, so that a preset is added without touching the checks. The file names
/// one in <c>"Preset"</c> and changes only what does not fit.
/// </summary>
internal sealed record IssuerPreset(
    string Name,
    ImmutableArray<string> TokenTypes,
    string ScopeClaim,
    string ClientClaim,
    ImmutableArray<string> RequiredClaims,
    ImmutableArray<MachineMark> MachineMarks)
{
    /// <summary>Any server that issues JWT access tokens by RFC 9068: its section 2.2 names the required claims, section 4 the types.</summary>
    public static readonly IssuerPreset Rfc9068 = new(
        "rfc9068",
        TokenTypes: ["at+jwt"],
        ScopeClaim: "scope",
        ClientClaim: "client_id",
        RequiredClaims: ["iss", "exp", "aud", "sub", "client_id", "iat", "jti"],
        MachineMarks: [new MachineMark("sub", EqualTo: "client_id")]);

    /// <summary>Auth0's own token profile. <c>permissions</c> is a claim like any other and never adds to the scopes.</summary>
    public static readonly IssuerPreset Auth0 = new(
        "auth0",
        TokenTypes: ["JWT"],
        ScopeClaim: "scope",
        ClientClaim: "azp",
        RequiredClaims: ["iss", "exp", "aud", "sub", "iat"],
        MachineMarks: [new MachineMark("gty", Value: "client-credentials"), new MachineMark("sub", EndsWith: "@clients")]);

    public static readonly ImmutableArray<IssuerPreset> All = [Rfc9068, Auth0];

    /// <summary>
    /// RFC 7518 section 3.1, the asymmetric ones, by their exact names. A symmetric algorithm would make every holder of the verification
    /// key an issuer.
    /// </summary>
    public static readonly ImmutableArray<string> DefaultAlgorithms =
        ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];
}

/// <summary>A sign in the token that no user stands behind it. Exactly one of the three comparisons is set.</summary>
internal sealed record MachineMark(string Claim, string? Value = null, string? EndsWith = null, string? EqualTo = null);
