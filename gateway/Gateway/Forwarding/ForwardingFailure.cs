using Gateway.Problems;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Forwarding;

/// <summary>
/// YARP ends a forwarding that failed with a bare status. Here it becomes a problem document, told apart by whose fault it was; the
/// service's address never shows.
/// </summary>
internal static class ForwardingFailure
{
    public static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Features.Get<IForwarderErrorFeature>() is { } failure
            && !context.Response.HasStarted
            && !context.RequestAborted.IsCancellationRequested)
        {
            context.Response.Headers.Clear();
            await ProblemWriter.WriteAsync(context, new Problem(RefusalFor(failure)));
        }
    }

    private static Refusal RefusalFor(IForwarderErrorFeature failure) => failure.Error switch
    {
        ForwarderError.NoAvailableDestinations => Refusal.ServiceUnavailable,
        ForwarderError.RequestTimedOut => Refusal.ServiceTimeout,
        ForwarderError.RequestBodyClient or ForwarderError.RequestBodyCanceled or ForwarderError.RequestCanceled => ClientsFault(failure),
        // A transform of ours or of the operator's threw: nothing was sent.
        ForwarderError.RequestCreation => Refusal.InternalError,
        _ => Refusal.ServiceUnreachable,
    };

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
}
