using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Observability;

/// <summary>
/// <c>/health/live</c>: the process answers; restart it when it does not. <c>/health/ready</c>: it can serve, 503 until then; what it waits
/// for, or misses, is in the body.
/// </summary>
internal static partial class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder admin, IServiceProvider gateway)
    {
        var checks = gateway.GetRequiredService<HealthCheckService>();

        admin.MapGet("/health/live", (HttpContext context) => WriteAsync(context, new Health("healthy", []))).AllowAnonymous();
        admin.MapGet("/health/ready", async (HttpContext context) =>
        {
            var report = await checks.CheckHealthAsync(context.RequestAborted);
            if (report.Status == HealthStatus.Unhealthy)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            }

            await WriteAsync(context, new Health(
                Name(report.Status),
                report.Entries.ToDictionary(e => e.Key, e => new Check(
                    Name(e.Value.Status),
                    e.Value.Description,
                    e.Value.Data.ToDictionary(d => d.Key, d => d.Value.ToString())))));
        }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, Health health)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(health, HealthJson.Default.Health);
    }

    private static string Name(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };

    private sealed record Health(string Status, Dictionary<string, Check> Checks);

    private sealed record Check(string Status, string? Description, Dictionary<string, string?> Data);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Health))]
    private sealed partial class HealthJson : JsonSerializerContext;
}
