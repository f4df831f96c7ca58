using Gateway.Authentication;
using Gateway.Claims;
using Gateway.Forwarding;
using Gateway.Observability;
using Gateway.Routes;

namespace Gateway.Tools.Explain;

/// <summary>The parts of a gateway under some policy, as <see cref="Program.Build"/> puts them together, with no listener and nothing at work behind.</summary>
internal static class GatewayParts
{
    public static WebApplication Of(RouteTable table, TimeProvider clock)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore(); // a web application has to have one; it is never started
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<GatewayMetrics>();
        builder.AddRoutes(table, source: null);
        builder.AddTokenAuthentication();
        builder.AddForwardedClaims();
        builder.AddForwarding();
        return builder.Build();
    }
}
