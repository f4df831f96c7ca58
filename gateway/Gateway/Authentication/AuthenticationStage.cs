using Gateway.Authentication.Keys;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Gateway.Authentication;

/// <summary>
/// Who is it? In comes a request with its matched operation; out goes a <see cref="CallerIdentity"/> in <c>HttpContext.User</c>, or the
/// reason why there is none. It never says yes or no to the request: that is authorization's.
/// JwtBearer runs it; what it lacks is added in its own extension points: <see cref="AccessTokenHandler"/> verifies,
/// <see cref="Credentials"/> reads the header.
/// </summary>
internal static class AuthenticationStage
{
    public static void AddTokenAuthentication(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<TrustedIssuers>();
        services.AddSingleton(provider => new VerifiedTokens(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PresetHint>();
        services.AddSingleton<AccessTokenHandler>();
        services.AddHostedService<KeyRefresh>();
        services.AddHealthChecks().AddCheck<IssuersHealth>("issuers");

        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<AccessTokenHandler>((options, handler) =>
        {
            options.TokenHandlers.Clear();
            options.TokenHandlers.Add(handler);
            options.MapInboundClaims = false;
            options.SaveToken = false;
            options.Events = new JwtBearerEvents { OnMessageReceived = Credentials.ReadAsync };
        });
    }

    public static void UseTokenAuthentication(this WebApplication app) => app.UseAuthentication();
}
