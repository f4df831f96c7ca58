using Microsoft.AspNetCore.Http;

namespace Gateway.Testing;

/// <summary>What a server can do to somebody who fetches a document from it.</summary>
public static class TestAnswer
{
    public static RequestDelegate Json(string text) => Text(text, "application/json");

    public static RequestDelegate Text(string text, string contentType = "text/html") => context =>
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(text);
    };

    public static RequestDelegate Bytes(byte[] body) => context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(body).AsTask();
    };

    public static RequestDelegate Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public static RequestDelegate Redirect(string location, int status = 302) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    };

    /// <summary>Says nothing until the client gives up.</summary>
    public static RequestDelegate Hanging() => async context =>
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Says nothing until the test lets it.</summary>
    public static RequestDelegate After(Task release, RequestDelegate then) => async context =>
    {
        await release;
        await then(context);
    };

    /// <summary>A byte at once and one more for every second of the clock: each one in time, and never all of them.</summary>
    public static RequestDelegate Trickling(TimeProvider clock) => async context =>
    {
        context.Response.ContentType = "application/json";
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync(" ");
            await context.Response.Body.FlushAsync();
            await Task.Delay(TimeSpan.FromSeconds(1), clock, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    };

    /// <summary>White space, which JSON allows, without end; the length is not said before.</summary>
    public static RequestDelegate Endless() => async context =>
    {
        context.Response.ContentType = "application/json";
        var spaces = new byte[64 * 1024];
        spaces.AsSpan().Fill((byte)' ');
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(spaces);
        }
    };

    /// <summary>Promises more than it sends, and closes.</summary>
    public static RequestDelegate CutOff(string text) => async context =>
    {
        context.Response.ContentLength = text.Length + 100;
        await context.Response.WriteAsync(text);
        await context.Response.Body.FlushAsync();
        context.Abort();
    };
}
