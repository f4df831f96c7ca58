using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Observability;

/// <summary>
/// What became of a request: <see cref="Allowed"/>, or the code of the refusal that it was answered with. Operations, codes and reasons are as
/// many as the policy and closed lists have: nothing a client chooses is in it.
/// </summary>
/// <param name="Operation">Null: none was found, or it is a path of the gateway's own.</param>
internal readonly record struct RequestOutcome(Operation? Operation, string Name, string? Reason)
{
    /// <summary>The answer is the service's, or what the gateway has at a path of its own.</summary>
    public const string Allowed = "allowed";

    /// <summary>The client was gone before there was an answer.</summary>
    public const string Aborted = "aborted";

    /// <summary>To be asked when the request has ended.</summary>
    public static RequestOutcome Of(HttpContext context)
    {
        var operation = context.OperationOrNull();
        return context.Features.Get<Problem>() is { } problem ? new RequestOutcome(operation, problem.Refusal.Code, problem.Reason)
            : context is { RequestAborted.IsCancellationRequested: true, Response.HasStarted: false }
                ? new RequestOutcome(operation, Aborted, null)
            : new RequestOutcome(operation, Allowed, null);
    }
}
