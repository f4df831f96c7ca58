namespace Gateway.Routes;

/// <summary>What ops wrote: the one table that all stages work from.</summary>
internal static class RoutesStage
{
    public static void AddRoutes(this WebApplicationBuilder builder, RouteTable table) =>
        builder.Services.AddSingleton(table).AddSingleton<RouteTableProvider>();
}
