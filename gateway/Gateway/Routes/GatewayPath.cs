namespace Gateway.Routes;

/// <summary>
/// The paths of the public listener that the gateway answers itself. No operation can be at or below one of them.
/// </summary>
internal sealed class GatewayPath
{
    public const string AssertionKeys = Root + "/jwks.json";

    /// <summary>Below it, a page for each refusal's code.</summary>
    public const string Problems = Root + "/problems";

    /// <summary>RFC 9728 section 3.1; below it, the prefix of an API.</summary>
    public const string ProtectedResource = "/.well-known/oauth-protected-resource";

    /// <summary>How the gateway understands the caller's own token.</summary>
    public const string WhoAmI = "/.well-known/whoami";

    /// <summary>The document of all APIs.</summary>
    public const string OpenApi = "/openapi.json";

    /// <summary>The same for people; what it is made of lies below.</summary>
    public const string Docs = "/docs";

    /// <summary>Marks an endpoint where a token is verified if there is one: of any issuer.</summary>
    public static readonly GatewayPath TakesToken = new();

    private const string Root = "/.well-known/gateway";

    private static readonly string[] All = [Root, ProtectedResource, WhoAmI, OpenApi, Docs];

    private GatewayPath()
    {
    }

    /// <summary>The one that a path is at or below; null: none.</summary>
    public static string? Over(string path) => All.FirstOrDefault(own =>
        path.Equals(own, StringComparison.OrdinalIgnoreCase) || path.StartsWith(own + "/", StringComparison.OrdinalIgnoreCase));
}
