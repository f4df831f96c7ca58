using System.Text.Json;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Documents;

/// <summary>
/// <c>/.well-known/oauth-protected-resource</c>, and below it the prefix of an API: where a client of <c>/timesheets</c> looks, by RFC 9728
/// section 3.1. Every 401 names it (section 5.1).
/// </summary>
internal static class ProtectedResourceEndpoint
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void MapProtectedResources(this IEndpointRouteBuilder app, IServiceProvider gateway)
    {
        var routes = gateway.GetRequiredService<RoutesInForce>();
        var address = gateway.GetRequiredService<PublicAddress>();
        app.MapMethods(GatewayPath.ProtectedResource + "/{**api}", [HttpMethods.Get, HttpMethods.Head], context =>
        {
            var table = routes.Table;
            var api = context.GetRouteValue("api") as string;
            var asked = string.IsNullOrEmpty(api) ? null : table.Apis.FirstOrDefault(one => one.Prefix == $"/{api}");
            if (asked is null && !string.IsNullOrEmpty(api))
            {
                return ProblemWriter.WriteAsync(context, new Problem(Refusal.NotFound));
            }

            // Public, and of use to an application in a browser, whatever its origin.
            context.Response.Headers.AccessControlAllowOrigin = "*";
            context.Response.Headers.CacheControl = "public, max-age=60";
            return context.Response.WriteAsJsonAsync(
                ProtectedResource.Of(table, address.Of(context.Request), asked), Json, "application/json", context.RequestAborted);
        });
    }
}
