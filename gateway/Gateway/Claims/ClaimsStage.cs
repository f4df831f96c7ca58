using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Claims;

/// <summary>
/// Told what? In comes a request that was allowed; out goes what the service may believe about its caller, and nothing that a client made
/// up. The signed assertion (<c>Gateway-Assertion</c>) will be set in the same place; its name is already reserved.
/// </summary>
internal static class ClaimsStage
{
    public static void AddForwardedClaims(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<ITransformProvider, ClaimHeadersTransform>();
}
