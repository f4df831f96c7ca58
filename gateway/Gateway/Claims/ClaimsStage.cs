using Gateway.Claims.Assertion;
using Gateway.Settings;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Claims;

/// <summary>
/// Told what? In comes a request that was allowed; out goes what the service may believe about its caller, and nothing that a client made
/// up.
/// </summary>
internal static class ClaimsStage
{
    public static void AddForwardedClaims(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddSettings<AssertionOptions>();
        services.AddSingleton<SigningKeys>();
        services.AddHostedService(provider => provider.GetRequiredService<SigningKeys>());
        services.AddHealthChecks().AddCheck<SigningKeys>("assertion keys");
        services.AddSingleton<SignedAssertions>();
        services.AddSingleton<ITransformProvider, ClaimHeadersTransform>();
    }
}
