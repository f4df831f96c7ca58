using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Routes;

/// <summary>What nearly every stage asks a request first.</summary>
internal static class OperationOfRequest
{
    /// <summary>The operation that routing has found; null: it is none's.</summary>
    public static Operation? OperationOrNull(this HttpContext context) =>
        // By its type: a generic method of an interface is looked up with each call, and this is asked a dozen times in a request.
        context.Features[typeof(IEndpointFeature)] is IEndpointFeature { Endpoint: { } endpoint } ? endpoint.Metadata.GetMetadata<Operation>() : null;

    /// <summary>The same where it is known to be there: in what forwards.</summary>
    public static Operation Operation(this HttpContext context) =>
        context.OperationOrNull() ?? throw new InvalidOperationException("A request that is no operation's is forwarded.");
}
