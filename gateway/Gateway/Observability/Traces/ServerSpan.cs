using System.Diagnostics;
using Gateway.Problems;

namespace Gateway.Observability.Traces;

/// <summary>
/// The span of a request (OpenTelemetry semantic conventions for HTTP servers). ASP.NET Core 10 makes it and leaves it unnamed and, unless
/// asked to, undescribed; asked, it would put the path into it. So it is described here: by the operation and the outcome, never by what a
/// client wrote, and nothing of the token or the path.
/// </summary>
internal static class ServerSpan
{
    public const string Source = "Microsoft.AspNetCore";

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE"];

    /// <summary>Null: nobody collects it. To be asked where nothing has begun a span within it.</summary>
    public static Activity? Current => Activity.Current is { Source.Name.Length: > 0, IsAllDataRequested: true } span ? span : null;

    public static void Describe(Activity span, HttpContext context, in RequestOutcome outcome)
    {
        var method = Methods.FirstOrDefault(known => known == context.Request.Method);
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? method ?? "HTTP" : $"{method ?? "HTTP"} {route}";
        span.SetTag("http.request.method", method ?? "_OTHER");
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", context.Response.StatusCode);
        span.SetTag("url.scheme", context.Request.Scheme);
        span.SetTag("network.protocol.version", context.Request.Protocol["HTTP/".Length..]);
        span.SetTag("gateway.operation", outcome.Operation?.Id);
        span.SetTag("gateway.outcome", outcome.Name);
        span.SetTag("gateway.reason", outcome.Reason);
        span.SetTag("gateway.request_id", context.TraceIdentifier);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            // A refusal says what it was; a service's own failure is known by its status only.
            span.SetTag("error.type", context.Features.Get<Problem>()?.Refusal.Code ?? $"{context.Response.StatusCode}");
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
