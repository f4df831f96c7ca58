namespace Gateway.Observability.Prometheus;

/// <summary>
/// <c>/metrics</c> on the admin listener, where it is enabled. It asks for the admin token like everything there: what a gateway protects, and how
/// much of it is called, is not for everybody, and Prometheus can send a token (<c>authorization</c> with <c>credentials_file</c>).
/// </summary>
internal static class PrometheusEndpoint
{
    public static void MapMetrics(this IEndpointRouteBuilder admin, IServiceProvider gateway)
    {
        if (!gateway.GetRequiredService<PrometheusOptions>().Enabled)
        {
            return;
        }

        var scrape = gateway.GetRequiredService<PrometheusScrape>();
        admin.MapGet("/metrics", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            return context.Response.WriteAsync(scrape.Collect(), context.RequestAborted);
        });
    }
}
