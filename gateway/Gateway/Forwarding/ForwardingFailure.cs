using Gateway.Forwarding.Attempts;
using Gateway.Problems;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Gateway.Forwarding;

/// <summary>
/// YARP ends a forwarding that failed with a bare status. Here it becomes a problem document, told apart by whose fault it was; the
/// service's address never shows to the client.
/// </summary>
internal static partial class ForwardingFailure
{
    /// <summary>Null: the service has answered. To be asked of a request whose client is still there.</summary>
    public static Problem? ProblemOf(HttpContext context, ILogger logger) => RefusalFor(context) is not { } refusal ? null : new Problem(refusal)
    {
        Reason = ReasonOf(context, logger),
        RetryAfterSeconds = Failure.Of(context) is LeftAlone { Rest: var rest }
            ? Math.Max(1, (int)Math.Ceiling(rest.TotalSeconds))
            : null,
    };

    private static Refusal? RefusalFor(HttpContext context) => Failure.Of(context) switch
    {
        null => IsWithoutDestination(context) ? Refusal.ServiceUnavailable : null,
        { Error: ForwarderError.NoAvailableDestinations } => Refusal.ServiceUnavailable,
        { Error: ForwarderError.RequestTimedOut } => Refusal.ServiceTimeout,
        { Error: ForwarderError.RequestBodyClient } failure => ClientsFault(failure),
        // The client is still there: what cancelled the request was the route's own time-out.
        { Error: ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled } => Refusal.ServiceTimeout,
        // A transform of ours or of the operator's threw: nothing was sent.
        { Error: ForwarderError.RequestCreation } => Refusal.InternalError,
        _ => Refusal.ServiceUnreachable,
    };

    /// <summary>Session affinity ends a request whose destination is gone with 503 and says nothing more.</summary>
    private static bool IsWithoutDestination(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable
        && context.Features.Get<IReverseProxyFeature>() is { ProxiedDestination: null };

    /// <summary>YARP hands over what went wrong on both sides, the client's among them.</summary>
    private static Refusal ClientsFault(IForwarderErrorFeature failure) =>
        Causes(failure.Exception).OfType<BadHttpRequestException>().Any(bad => bad.StatusCode == StatusCodes.Status413PayloadTooLarge)
            ? Refusal.BodyTooLarge
            : Refusal.BadRequest;

    private static IEnumerable<Exception> Causes(Exception? exception) => exception switch
    {
        null => [],
        AggregateException several => several.InnerExceptions.SelectMany(Causes),
        _ => [exception, .. Causes(exception.InnerException)],
    };

    private static string? ReasonOf(HttpContext context, ILogger logger)
    {
        var failure = Failure.Of(context);
        if (failure is { Error: ForwarderError.RequestCreation, Exception: { } ours })
        {
            LogOurs(logger, ours, context.TraceIdentifier);
        }

        return failure is LeftAlone ? nameof(LeftAlone) : failure?.Error.ToString();
    }

    [LoggerMessage(4001, LogLevel.Error, "A request could not be prepared for its service, request {RequestId}")]
    private static partial void LogOurs(ILogger logger, Exception failure, string requestId);
}
