using System.Text.Json;
using Gateway.Routes;

namespace Gateway.Claims.Assertion;

/// <summary>
/// The public keys of the gateway's assertions, as a JSON Web Key Set (RFC 7517 section 5), for services to verify them with. Nothing in it
/// is secret, so nobody is asked who he is.
/// </summary>
internal static class KeySetEndpoint
{
    /// <summary>Services that keep to it know a new key long before it signs.</summary>
    private const string CacheControl = "public, max-age=300";

    public static void MapAssertionKeys(this IEndpointRouteBuilder listener, IServiceProvider gateway)
    {
        var keys = gateway.GetRequiredService<SigningKeys>();
        listener.MapMethods(GatewayPath.AssertionKeys, [HttpMethods.Get, HttpMethods.Head], context =>
        {
            context.Response.Headers.CacheControl = CacheControl;
            return context.Response.WriteAsJsonAsync(
                new { Keys = keys.All.Select(key => key.Published) }, JsonSerializerOptions.Web, "application/jwk-set+json", context.RequestAborted);
        }).AllowAnonymous();
    }
}
