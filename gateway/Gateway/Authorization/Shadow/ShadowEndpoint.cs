using Gateway.Observability;
using Gateway.Routes;

namespace Gateway.Authorization.Shadow;

/// <summary><c>GET /shadow</c> on the admin listener: whom the candidates would refuse.</summary>
internal static class ShadowEndpoint
{
    public static void MapShadow(this IEndpointRouteBuilder admin, IServiceProvider gateway)
    {
        var tally = gateway.GetRequiredService<ShadowTally>();
        var routes = gateway.GetRequiredService<RoutesInForce>();
        admin.MapGet("/shadow", (HttpContext context) => StableJson.WriteAsync(context, tally.Report(routes.Table)));
    }
}
