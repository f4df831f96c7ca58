using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Forwarding.Attempts;

/// <summary>What can be told of a failed attempt by what YARP says about it.</summary>
internal static class Failure
{
    /// <summary>
    /// What YARP says of it, or what is said here in its place; null: none so far. By its type: a generic method of an interface is looked up with
    /// each call, and every request asks.
    /// </summary>
    public static IForwarderErrorFeature? Of(HttpContext context) => context.Features[typeof(IForwarderErrorFeature)] as IForwarderErrorFeature;

    /// <summary>Of an attempt that is over. An answer of the service is one, 503 too.</summary>
    public static Verdict VerdictOf(HttpContext context) => Of(context)?.Error switch
    {
        null => Verdict.Answered,
        ForwarderError.Request
            or ForwarderError.RequestTimedOut
            or ForwarderError.RequestBodyDestination
            or ForwarderError.ResponseHeaders
            or ForwarderError.ResponseBodyDestination => Verdict.Failed,
        // The time that the operation has is over, and the client is still there. With a body nobody knows whose time it was: a client that
        // sends slowly could close the API for everybody.
        ForwarderError.RequestCanceled when IsOverTime(context) && !HasBody(context) => Verdict.Failed,
        _ => Verdict.Undecided,
    };

    /// <summary>There was no connection, or it broke before there was an answer; not: the answer was none, or did not come.</summary>
    public static bool IsOfConnection(IForwarderErrorFeature failure) => failure switch
    {
        { Error: ForwarderError.Request, Exception: HttpRequestException { HttpRequestError: var error } } =>
            error is not (HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded),
        // .NET says that connecting took too long as it says that a request did, but for what is inside.
        { Error: ForwarderError.RequestTimedOut, Exception.InnerException: TimeoutException } => true,
        _ => false,
    };

    /// <summary>There was none, and that was known at once: the service may be starting again.</summary>
    public static bool IsRefusedConnection(IForwarderErrorFeature failure) =>
        failure is { Error: ForwarderError.Request, Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } };

    private static bool HasBody(HttpContext context) => context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    private static bool IsOverTime(HttpContext context) =>
        context.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested ?? false;
}
