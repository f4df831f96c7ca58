namespace Gateway.Routes;

/// <summary>
/// The paths of the public listener that the gateway answers itself. No operation can be below <see cref="Root"/>.
/// </summary>
internal sealed class GatewayPath
{
    public const string Root = "/.well-known/gateway";

    public const string AssertionKeys = Root + "/jwks.json";

    /// <summary>Marks an endpoint that forwards nothing, and so needs no operation to be allowed by.</summary>
    public static readonly GatewayPath Metadata = new();

    private GatewayPath()
    {
    }

    public static bool Has(string path) =>
        path.Equals(Root, StringComparison.OrdinalIgnoreCase) || path.StartsWith(Root + "/", StringComparison.OrdinalIgnoreCase);
}
