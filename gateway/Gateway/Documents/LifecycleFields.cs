using Gateway.Routes;
using Microsoft.Net.Http.Headers;

namespace Gateway.Documents;

/// <summary>
/// Tells whoever calls a deprecated operation, on every answer and refusal, that it is, until when it is there and where to read more. The
/// file has the last word about the dates; links of the service stay.
/// </summary>
internal static class LifecycleFields
{
    private const string DeprecationField = "Deprecation";
    private const string SunsetField = "Sunset";

    public static void UseLifecycle(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.OperationOrNull() is { Deprecated: not null })
        {
            context.Response.OnStarting(WriteAsync, context);
        }

        return next(context);
    });

    private static Task WriteAsync(object state)
    {
        var context = (HttpContext)state;
        if (context.OperationOrNull()?.Deprecated is { } deprecated)
        {
            var headers = context.Response.Headers;
            headers[DeprecationField] = deprecated.SinceField;
            headers[SunsetField] = deprecated.SunsetField;
            if (deprecated.LinkField is { } link)
            {
                headers.Append(HeaderNames.Link, link);
            }
        }

        return Task.CompletedTask;
    }
}
