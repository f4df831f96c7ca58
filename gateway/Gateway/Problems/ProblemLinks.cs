using Gateway.Routes;

namespace Gateway.Problems;

/// <summary>Where a refusal sends its client for more.</summary>
/// <param name="Type">A page about this kind of refusal (RFC 9457 section 3.1.1).</param>
/// <param name="ResourceMetadata">What the API is and whose tokens it accepts (RFC 9728 section 5.1).</param>
internal sealed record ProblemLinks(string Type, string ResourceMetadata)
{
    /// <param name="gateway">Where clients see the gateway.</param>
    /// <param name="api">Null: the request is none of an API's.</param>
    public static ProblemLinks For(Refusal refusal, string gateway, Api? api) =>
        new($"{gateway}{GatewayPath.Problems}/{refusal.Code}", $"{gateway}{GatewayPath.ProtectedResource}{api?.Prefix}");
}
