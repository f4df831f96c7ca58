using Gateway.Authentication.Keys;
using Gateway.Authentication.Revocation;
using Gateway.Settings;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Gateway.Authentication;

/// <summary>
/// Who is it? In comes a request with its matched operation; out goes a <see cref="CallerIdentity"/> in <c>HttpContext.User</c>, or the
/// reason why there is none. It never says yes or no to the request: that is authorization's.
/// JwtBearer runs it; what it lacks is added in its own extension point: <see cref="BearerToken"/> takes the token from the header, and
/// <see cref="AccessTokens"/> verifies it.
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
        services.AddHostedService<KeyRefresh>();
        services.AddHostedService<TokenMetrics>();
        services.AddHealthChecks().AddCheck<IssuersHealth>("issuers").AddCheck<RevocationWatch>("revocations");

        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<AccessTokens>((options, tokens) =>
        {
            // Nothing is left for a handler of the library's to accept.
            options.TokenHandlers.Clear();
            options.MapInboundClaims = false;
            options.SaveToken = false;
            options.Events = new JwtBearerEvents { OnMessageReceived = context => BearerToken.VerifyAsync(context, tokens) };
        });
    }

    public static void UseTokenAuthentication(this WebApplication app) => app.UseAuthentication();
}
