using System.Diagnostics;
using Gateway.Observability.Traces;

namespace Gateway.Observability;

/// <summary>
/// Looks at a request when it has ended: its outcome, how long it took, and its span. Around everything but the name of the request, so that
/// every answer is counted. When nobody collects, nothing is done.
/// </summary>
internal static class RequestTelemetry
{
    public static void UseTelemetry(this WebApplication app)
    {
        var metrics = app.Services.GetRequiredService<GatewayMetrics>();
        app.Use((context, next) =>
        {
            var span = ServerSpan.Current;
            return span is not null || metrics.CountsRequests ? ObserveAsync(context, next, span, metrics) : next(context);
        });
    }

    private static async Task ObserveAsync(HttpContext context, RequestDelegate next, Activity? span, GatewayMetrics metrics)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var outcome = RequestOutcome.Of(context);
            metrics.Answered(outcome, Stopwatch.GetElapsedTime(started));
            if (span is not null)
            {
                ServerSpan.Describe(span, context, outcome);
            }
        }
    }
}
