using DevAuthority.Authorize;
using DevAuthority.Discovery;
using DevAuthority.Keys;
using DevAuthority.Pages;
using DevAuthority.Seeds;
using DevAuthority.Start;
using DevAuthority.Tokens;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DevAuthority;

/// <summary>The authorization server, put together. Whatever would make it unsafe or unclear stops it here, before a port opens.</summary>
internal static class AuthorityApp
{
    private const string BrowserClients = "browser-clients";
    private const int RequestBodyBytesMax = 32 * 1024;

    internal static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None) // a failed start is thrown as well, and told in one line
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // warns that keys are not kept, which is the intention
        adjust?.Invoke(builder);

        DevelopmentOnly.Demand(builder.Environment);
        var options = AuthorityOptions.Read(builder.Configuration);
        ListenAddress.Choose(builder, options);
        var registry = Registry.From(SeedReader.Read(options.SeedsPath));

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBodyBytesMax;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(500));
        AddServices(builder.Services, options, registry);

        var app = builder.Build();
        UseAuthority(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, AuthorityOptions options, Registry registry)
    {
        services.AddSingleton(options).AddSingleton(registry).AddSingleton<Issuer>();
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton<SigningKeys>();
        services.AddSingleton<AccessTokens>().AddSingleton<RefreshTokens>().AddSingleton<AuthorizationCodes>();
        services.AddSingleton<ClientAuthentication>().AddSingleton<TokenAnswers>();
        services.AddSingleton<AuthorizationCodeGrant>().AddSingleton<RefreshTokenGrant>().AddSingleton<ClientCredentialsGrant>();
        services.AddSingleton<Sessions>().AddSingleton<Consents>();
        services.AddSingleton<AuthorizationRequestReader>().AddSingleton<AuthorizeFlow>();

        // Everything is forgotten when the process ends, the keys of the form tokens too.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "dev-authority-form";
            forms.SuppressXFrameOptionsHeader = true;
        });
        services.AddCors(cors => cors.AddPolicy(BrowserClients, policy => policy
            .SetIsOriginAllowed(registry.IsOriginOfClient).WithMethods("GET", "POST").WithHeaders("Authorization", "Content-Type")));
    }

    private static void UseAuthority(WebApplication app)
    {
        app.UseResponseHeaders();
        app.UseServerErrors();
        app.UseRouting();
        app.UseCors();

        app.MapHome();
        app.MapDiscovery().RequireCors(BrowserClients);
        app.MapAuthorize();
        app.MapToken().RequireCors(BrowserClients);
        app.MapRevocation().RequireCors(BrowserClients);
        app.MapIntrospection();
        app.MapKeyRotation();
    }
}
