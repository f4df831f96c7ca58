using Gateway.Downstream.Assertions;
using Gateway.Downstream.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gateway.Downstream;

/// <summary>
/// The door of this library: a service behind the gateway adds it in one line, and from then on answers only calls about which the gateway
/// says who makes them.
/// </summary>
public static class GatewayIdentity
{
    /// <summary>
    /// The name of the authentication scheme, <c>Gateway</c>. To be named in policies of a service that has further schemes; it is the
    /// default scheme unless the service sets another one.
    /// </summary>
    public const string Scheme = "Gateway";

    /// <summary>
    /// Believes the gateway, and nobody else, about who calls. Adds the authentication scheme <see cref="Scheme"/>, authorization, and a
    /// fallback policy (unless the service sets one itself) by which every endpoint that does not say <c>AllowAnonymous</c> needs the
    /// gateway's word. A call without it is 401, one without a scope that the endpoint asks for is 403, and while the gateway's public keys
    /// cannot be had it is 503: all <c>application/problem+json</c> (RFC 9457). A <c>WebApplication</c> needs no further line; elsewhere
    /// call <c>UseAuthorization</c> between routing and endpoints.
    /// </summary>
    /// <param name="services">The service's.</param>
    /// <param name="configure">
    /// Sets at least <see cref="GatewayIdentityOptions.Audience"/> and <see cref="GatewayIdentityOptions.Gateway"/>. They are read once, at
    /// start.
    /// </param>
    /// <returns>For adding further authentication schemes.</returns>
    /// <exception cref="OptionsValidationException">When the service starts, not here: an option is missing or makes no sense.</exception>
    public static AuthenticationBuilder AddGatewayIdentity(this IServiceCollection services, Action<GatewayIdentityOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptionsMonitor<GatewayIdentityOptions>>().Get(Scheme));
        services.TryAddSingleton<KeyFetch>();
        services.TryAddSingleton<GatewayKeys>();
        services.TryAddSingleton<AssertionVerifier>();
        services.AddHostedService<KeyRefresh>();
        services.TryAddSingleton<IValidateOptions<GatewayIdentityOptions>, GatewayIdentityOptionsValidator>();
        services.AddOptions<GatewayIdentityOptions>(Scheme).ValidateOnStart();

        services.AddAuthorization();
        services.PostConfigure<AuthorizationOptions>(options => options.FallbackPolicy ??= CallerRequired());

        // The core only: AddAuthentication brings data protection, which writes key files that nothing here has a use for.
        services.AddAuthenticationCore();
        services.AddWebEncoders();
        services.PostConfigure<AuthenticationOptions>(options => options.DefaultScheme ??= Scheme);
        return new AuthenticationBuilder(services)
            .AddScheme<GatewayIdentityOptions, GatewayIdentityHandler>(Scheme, displayName: null, configure);
    }

    private static AuthorizationPolicy CallerRequired() => new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().Build();
}
