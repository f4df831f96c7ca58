using Gateway.Observability;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Authorization;

/// <summary>
/// <c>GET /.well-known/whoami</c>, with any token that an operation could accept: so a client sees how its token is understood before it
/// wonders about a refusal. It is told nothing but what its own token says and opens.
/// </summary>
internal static class WhoAmIEndpoint
{
    public static void MapWhoAmI(this IEndpointRouteBuilder app, IServiceProvider gateway)
    {
        var routes = gateway.GetRequiredService<RoutesInForce>();
        var clock = gateway.GetRequiredService<TimeProvider>();
        app.MapGet(GatewayPath.WhoAmI, async (HttpContext context) =>
        {
            switch (TokenResult.Of(context))
            {
                case TokenResult.Verified { Caller: var caller }:
                    await StableJson.WriteAsync(context, WhoAmI.Of(caller, routes.Table, clock.GetUtcNow()));
                    break;
                case TokenResult.Refused { Problem: var problem }:
                    await ProblemWriter.WriteAsync(context, problem);
                    break;
                default:
                    await ProblemWriter.WriteAsync(context, new Problem(Refusal.NoCredentials));
                    break;
            }
        }).WithMetadata(GatewayPath.TakesToken);
    }
}
