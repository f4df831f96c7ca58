using Gateway.Routes;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Forwarding.Streams;

/// <summary>
/// An answer without an end (<see cref="EndlessAnswer"/>) begins when the service begins it, and ends with the token that it was allowed by: it is
/// broken off, since an end that looks like the service's own would be a lie. Any other answer is let through to its end, however long that takes.
/// </summary>
internal sealed partial class StreamedAnswers(TimeProvider clock, ILogger<StreamedAnswers> logger) : ITransformProvider
{
    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context) => context.AddResponseTransform(transform =>
        EndlessAnswer.Is(transform.HttpContext) && !WebSocketHandshake.Is(transform.HttpContext)
            ? BeginAsync(transform.HttpContext)
            : ValueTask.CompletedTask);

    private async ValueTask BeginAsync(HttpContext http)
    {
        if (TokenEnd.Of(http.User, clock, () => End(http)) is { } expiry)
        {
            http.Response.RegisterForDispose(expiry);
        }

        // YARP sends the header section with the first bytes of the body, and the first event may be a long time coming. Not so with gRPC: what
        // fails at once has its status in a header section that ends the stream, and that would not be the last frame any more.
        if (EndlessAnswer.IsEvents(http.Response))
        {
            await http.Response.Body.FlushAsync();
        }
    }

    private void End(HttpContext context)
    {
        LogEnd(logger, context.OperationOrNull()?.Id, context.TraceIdentifier);
        context.Abort();
    }

    [LoggerMessage(4222, LogLevel.Information, "A stream of {Operation} is broken off: the access token has expired, request {RequestId}")]
    private static partial void LogEnd(ILogger logger, string? operation, string requestId);
}
