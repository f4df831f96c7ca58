using System.Collections.Immutable;
using System.Text.RegularExpressions;
using static Gateway.Routes.ClaimTest;

namespace Gateway.Routes;

/// <summary>The presets. docs/issuers.md says of each where it comes from, what was checked, and its traps.</summary>
internal static partial class IssuerPresets
{
    /// <summary>Any server that issues JWT access tokens by RFC 9068: its section 2.2 names the required claims, section 4 the types.</summary>
    public static readonly IssuerPreset Rfc9068 = new("rfc9068")
    {
        TokenTypes = ["at+jwt"],
        RequiredClaims = ["iss", "exp", "aud", "sub", "client_id", "iat", "jti"],
        MachineMarks = [new CallerMark(Same("sub", "client_id"))],
    };

    /// <summary>
    /// Auth0's own token profile. The subject of a machine is compared with the client and not by its ending alone: a user database may
    /// choose its users' ids.
    /// </summary>
    public static readonly IssuerPreset Auth0 = new("auth0")
    {
        TokenTypes = ["JWT"],
        ClientClaim = "azp",
        RequiredClaims = ["iss", "exp", "aud", "sub", "azp", "iat"],
        MachineMarks = [new CallerMark(Is("gty", "client-credentials")), new CallerMark(Same("sub", "azp", "@clients"))],
        HasPermissions = true,
        IssuerForm = Auth0Form,
    };

    /// <summary>Auth0 with its RFC 9068 token profile, which has no <c>gty</c>.</summary>
    public static readonly IssuerPreset Auth0Rfc9068 = new("auth0-rfc9068")
    {
        TokenTypes = ["at+jwt"],
        RequiredClaims = ["iss", "exp", "aud", "sub", "client_id", "iat", "jti"],
        MachineMarks = [new CallerMark(Same("sub", "client_id", "@clients"))],
        HasPermissions = true,
        IssuerForm = Auth0Form,
    };

    public static readonly IssuerPreset EntraV2 = Entra("entra-v2", "azp", "2.0") with
    {
        IssuerForm = new IssuerForm(
            EntraV2Issuer, "like \"https://login.microsoftonline.com/TENANT-ID/v2.0\" with the tenant's id: no token names \"common\""),
    };

    public static readonly IssuerPreset EntraV1 = Entra("entra-v1", "appid", "1.0") with
    {
        IssuerForm = new IssuerForm(EntraV1Issuer, "like \"https://sts.windows.net/TENANT-ID/\", with the tenant's id and a final '/'"),
    };

    /// <summary>A custom authorization server of Okta. The org's own server issues tokens for Okta itself, which no API can verify.</summary>
    public static readonly IssuerPreset Okta = new("okta")
    {
        TokenTypes = ["", "JWT"],
        ScopeClaim = "scp",
        ClientClaim = "cid",
        RequiredClaims = ["iss", "exp", "aud", "sub", "cid", "iat", "jti"],
        MachineMarks = [new CallerMark(Lacks("uid"), Same("sub", "cid"))],
        UserMarks = [new CallerMark(Has("uid"))],
        IssuerForm = new IssuerForm(
            OktaIssuer, "like \"https://ORG.okta.com/oauth2/default\": tokens of the org's own server (\"https://ORG.okta.com\") are for Okta only"),
    };

    /// <summary>
    /// Keycloak writes the kind of token into the payload. A service account is a user to Keycloak; what its session brings with it marks it,
    /// and a person's login has a session id. Its user name does not count: people may choose theirs.
    /// </summary>
    public static readonly IssuerPreset Keycloak = new("keycloak")
    {
        TokenTypes = ["JWT", "at+jwt"],
        ClientClaim = "azp",
        RequiredClaims = ["iss", "exp", "aud", "sub", "azp", "iat", "jti"],
        RequiredTests = [Is("typ", "Bearer")],
        MachineMarks = [new CallerMark(Has("client_id"), Has("clientHost"), Has("clientAddress"))],
        UserMarks = [new CallerMark(Has("sid"))],
        IssuerForm = new IssuerForm(KeycloakIssuer, "like \"https://HOST/realms/REALM\", without a final '/'"),
    };

    /// <summary>Cognito's access tokens have neither a type nor an audience: <c>token_use</c> and the list of clients take their place.</summary>
    public static readonly IssuerPreset Cognito = new("cognito")
    {
        TokenTypes = [""],
        RequiredClaims = ["iss", "exp", "sub", "client_id", "iat", "jti", "token_use"],
        RequiredTests = [Is("token_use", "access")],
        MachineMarks = [new CallerMark(Lacks("username"), Same("sub", "client_id"))],
        UserMarks = [new CallerMark(Has("username"))],
        HasAudience = false,
        IssuerForm = new IssuerForm(CognitoIssuer, "like \"https://cognito-idp.REGION.amazonaws.com/POOL-ID\", without a final '/'"),
    };

    public static readonly ImmutableArray<IssuerPreset> All =
        [Rfc9068, Auth0, Auth0Rfc9068, EntraV2, EntraV1, Okta, Keycloak, Cognito];

    private static IssuerForm Auth0Form =>
        new(Auth0Issuer, "like \"https://TENANT.REGION.auth0.com/\", the tenant's address or custom domain with a final '/'");

    [GeneratedRegex(@"\Ahttps?://[^/]+/\z")]
    private static partial Regex Auth0Issuer { get; }

    [GeneratedRegex(@"\Ahttps?://[^/]+/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/v2\.0\z", RegexOptions.ExplicitCapture)]
    private static partial Regex EntraV2Issuer { get; }

    [GeneratedRegex(@"\Ahttps?://[^/]+/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/\z", RegexOptions.ExplicitCapture)]
    private static partial Regex EntraV1Issuer { get; }

    [GeneratedRegex(@"\Ahttps?://[^/]+/oauth2/[^/]+\z")]
    private static partial Regex OktaIssuer { get; }

    [GeneratedRegex(@"\Ahttps?://[^/]+/(.+/)?realms/[^/]+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex KeycloakIssuer { get; }

    [GeneratedRegex(@"\Ahttps?://[^/]+/[a-z]+(-[a-z]+)+-[0-9]+_[A-Za-z0-9]+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex CognitoIssuer { get; }

    /// <summary>
    /// Entra ID. A delegated token has <c>scp</c>; an app-only one has not, and its <c>roles</c> are what the app was granted. An ID token has
    /// a user's roles and no <c>scp</c> either, and differs by having no client claim, which is therefore required.
    /// </summary>
    private static IssuerPreset Entra(string name, string clientClaim, string version) => new(name)
    {
        TokenTypes = ["JWT"],
        ScopeClaim = "scp",
        AppScopeClaim = "roles",
        ClientClaim = clientClaim,
        RequiredClaims = ["iss", "exp", "aud", "sub", clientClaim, "iat", "oid", "tid"],
        RequiredTests = [Is("ver", version)],
        MachineMarks =
        [
            new CallerMark(Is("idtyp", "app")),
            new CallerMark(Lacks("idtyp"), Lacks("scp"), Has("roles")),
        ],
        UserMarks = [new CallerMark(Has("scp"))],
    };
}
