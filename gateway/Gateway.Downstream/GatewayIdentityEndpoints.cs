using Microsoft.AspNetCore.Builder;

namespace Gateway.Downstream;

/// <summary>What endpoints and groups of them may ask of their callers.</summary>
public static class GatewayIdentityEndpoints
{
    /// <summary>
    /// Needs all of these scopes, as <see cref="RequireScopeAttribute"/> does on a controller: 403 without one of them, 401 where the
    /// gateway says nothing about the caller.
    /// </summary>
    /// <param name="builder">An endpoint, or a group of them.</param>
    /// <param name="scopes">At least one; compared exactly, case included.</param>
    /// <returns>The same, for what else is to be said of it.</returns>
    /// <exception cref="ArgumentException">There is none, or one is no scope (RFC 6749 section 3.3).</exception>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, params string[] scopes)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(new RequireScopeAttribute(scopes));
}
