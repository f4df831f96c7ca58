using Gateway.Authentication.Keys;
using Gateway.Authentication.Revocation;
using Gateway.Settings;

namespace Gateway.Authentication;

/// <summary>
/// Who is it? In comes a request with its matched operation; out goes a <see cref="CallerIdentity"/> in <c>HttpContext.User</c>, or the
/// reason why there is none. It never says yes or no to the request: that is authorization's.
/// Not ASP.NET Core's authentication runs it: that asks about the scheme, not about the policy that the request belongs to, and nothing that it
/// has is needed (decision 0008).
/// </summary>
internal static class AuthenticationStage
{
    public static void AddTokenAuthentication(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddSettings<RevocationOptions>();
        services.AddSingleton<TrustedIssuers>();
        services.AddSingleton(provider => new VerifiedTokens(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PresetHint>();
        services.AddSingleton<Revocations>();
        services.AddSingleton<AdminRevocations>();
        services.AddSingleton<RevocationWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<RevocationWatch>());
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<BearerTokens>();
        services.AddHostedService<KeyRefresh>();
        services.AddHostedService<TokenMetrics>();
        services.AddHealthChecks().AddCheck<IssuersHealth>("issuers").AddCheck<RevocationWatch>("revocations");
    }

    public static void UseTokenAuthentication(this WebApplication app) =>
        app.Use(app.Services.GetRequiredService<BearerTokens>().AuthenticateAsync);
}
