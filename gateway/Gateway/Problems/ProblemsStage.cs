using Gateway.Routes;
using Gateway.Settings;
using Microsoft.Net.Http.Headers;

namespace Gateway.Problems;

/// <summary>
/// How we say no. Outermost, so that whatever happens further in leaves as a problem document: a path that is no operation, a method that
/// it does not have, a surprise of ours. What a service answered is never touched.
/// </summary>
internal static partial class ProblemsStage
{
    public static void AddProblems(this WebApplicationBuilder builder)
    {
        builder.AddSettings<GatewayOptions>();
        builder.Services.AddSingleton<PublicAddress>();
    }

    public static void UseProblems(this WebApplication app)
    {
        var writer = new ProblemWriter(app.Services.GetRequiredService<ILoggerFactory>(), app.Services.GetRequiredService<PublicAddress>());
        var whyUnanswered = app.Services.GetRequiredService<WhyUnanswered>();
        app.Use(async (context, next) =>
        {
            context.Features[typeof(ProblemWriter)] = writer;
            try
            {
                await next(context);
            }
            catch (BadHttpRequestException broken) when (!context.Response.HasStarted)
            {
                context.Response.Clear();
                var refusal = broken.StatusCode == StatusCodes.Status413PayloadTooLarge ? Refusal.BodyTooLarge : Refusal.BadRequest;
                await ProblemWriter.WriteAsync(context, new Problem(refusal));
            }
            catch (Exception surprise) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
            {
                LogSurprise(app.Logger, surprise, context.TraceIdentifier);
                context.Response.Clear();
                await ProblemWriter.WriteAsync(context, new Problem(Refusal.InternalError));
            }

            if (!context.Response.HasStarted)
            {
                await (context.OperationOrNull() is null ? AnswerUnmatchedAsync(context) : AnswerUnansweredAsync(context, whyUnanswered));
            }
        });
    }

    /// <summary>Asked out here, where <c>RequestAborted</c> is the client's: further in it may be a time-out's.</summary>
    private static Task AnswerUnansweredAsync(HttpContext context, WhyUnanswered why)
    {
        if (context.RequestAborted.IsCancellationRequested || why(context) is not { } problem)
        {
            return Task.CompletedTask;
        }

        context.Response.Headers.Clear();
        return ProblemWriter.WriteAsync(context, problem);
    }

    private static Task AnswerUnmatchedAsync(HttpContext context)
    {
        switch (context.Response.StatusCode)
        {
            // None of the operations that the path resembles has it: a constraint does not hold.
            case StatusCodes.Status405MethodNotAllowed when string.IsNullOrEmpty(context.Response.Headers.Allow):
                context.Response.Headers.Remove(HeaderNames.Allow);
                return ProblemWriter.WriteAsync(context, new Problem(Refusal.NotFound));
            // Routing has set Allow. OPTIONS is answered here and never forwarded unless an operation names it.
            case StatusCodes.Status405MethodNotAllowed when HttpMethods.IsOptions(context.Request.Method):
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            case StatusCodes.Status405MethodNotAllowed:
                return ProblemWriter.WriteAsync(context, new Problem(Refusal.MethodNotAllowed));
            case StatusCodes.Status404NotFound:
                return ProblemWriter.WriteAsync(context, new Problem(Refusal.NotFound));
            default:
                return Task.CompletedTask;
        }
    }

    [LoggerMessage(1003, LogLevel.Error, "A request failed in the gateway, request {RequestId}")]
    private static partial void LogSurprise(ILogger logger, Exception surprise, string requestId);
}
