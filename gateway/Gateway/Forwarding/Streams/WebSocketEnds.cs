using Gateway.Forwarding.Draining;
using Gateway.Routes;

namespace Gateway.Forwarding.Streams;

/// <summary>
/// A WebSocket is allowed once, when it is opened, and then nobody asks again. So the gateway ends it when what it was allowed by is over: the
/// token has expired, or the gateway is about to stop.
/// </summary>
internal sealed partial class WebSocketEnds(Drain drain, TimeProvider clock, ILogger<WebSocketEnds> logger)
{
    public async Task ForwardAsync(HttpContext context, RequestDelegate next)
    {
        ClosableWebSocket? open = null;
        WebSocketFeatures.Set(context.Features, client => open = new ClosableWebSocket(client, clock, context.Abort));
        using var expiry = TokenEnd.Of(context.User, clock, () => End(CloseFrame.Expired));
        using var stop = drain.Closing.Register(() => End(CloseFrame.GoingAway));
        await next(context);
        if (open is not null)
        {
            await open.FinishAsync();
        }

        void End(CloseFrame why)
        {
            if (open is null)
            {
                // Not yet handed over: it never will be.
                context.Abort();
                return;
            }

            LogEnd(logger, context.OperationOrNull()?.Id, why.Reason, context.TraceIdentifier);
            _ = open.CloseAsync(why);
        }
    }

    [LoggerMessage(4221, LogLevel.Information, "A WebSocket of {Operation} is closed: {Why}, request {RequestId}")]
    private static partial void LogEnd(ILogger logger, string? operation, string why, string requestId);
}
