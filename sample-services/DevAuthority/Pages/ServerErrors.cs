namespace DevAuthority.Pages;

/// <summary>A surprise is logged in full and answered with nothing of it.</summary>
internal static class ServerErrors
{
    internal static void UseServerErrors(this WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = bad.StatusCode;
        }
        catch (Exception surprise) when (!context.Response.HasStarted && surprise is not OperationCanceledException)
        {
            app.Logger.Failed(surprise);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await context.Response.WriteAsJsonAsync(new { error = "server_error" });
        }
    });
}
