using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Model;

namespace Gateway.Forwarding.Attempts;

/// <summary>
/// Whether a request that failed is tried once more. Nothing of an answer may have come; the request has to mean the same once and twice
/// (RFC 9110 section 9.2.2) and have no body, which could not be sent again; and there has to be a destination with better prospects.
/// </summary>
internal static class SecondAttempt
{
    /// <summary>Where; empty: it is not.</summary>
    /// <param name="all">Those that were there for the first attempt, of which load balancing has left the one that it chose.</param>
    public static IReadOnlyList<DestinationState> DestinationsOf(
        HttpContext context, ServiceState service, IReadOnlyList<DestinationState> all)
    {
        if (Failure.Of(context) is not { } failure
            || context.Response.HasStarted
            || context.RequestAborted.IsCancellationRequested)
        {
            return [];
        }

        var tried = context.GetReverseProxyFeature().AvailableDestinations;
        var others = service.Usable([.. all.Except(tried)]);
        if (failure is LeftAlone)
        {
            // The circuit opened, or another request tries it, after this one was let through: nothing was sent.
            return others;
        }

        if (!service.Api.Resilience.Retry || !IsRepeatable(context))
        {
            return [];
        }

        var destinations = others is [_, ..] && Failure.IsOfConnection(failure) ? others
            : Failure.IsRefusedConnection(failure) ? service.Usable(tried)
            : [];
        return destinations is [_, ..] && service.Budget.TryTake() ? destinations : [];
    }

    /// <summary>A gRPC call is a POST with a body.</summary>
    private static bool IsRepeatable(HttpContext context) =>
        IsIdempotent(context.Request.Method)
        && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }
        && context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true };

    private static bool IsIdempotent(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)
        || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method);
}
