namespace DevAuthority.Pages;

/// <summary>On every answer: nothing here may be stored, sniffed, or told to the next site.</summary>
internal static class ResponseHeaders
{
    internal static void UseResponseHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
