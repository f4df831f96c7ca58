using Gateway.Problems;
using Gateway.Routes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Gateway.Authorization;

/// <summary>
/// What happens after the decision: on, or out with a problem document. ASP.NET Core does not hand the reasons of a challenge over, so
/// the evaluator, being pure, is asked once more for them.
/// </summary>
internal sealed class RefusalHandler(TimeProvider clock) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }

        var refused = context.GetEndpoint()?.Metadata.GetMetadata<Operation>() is { } operation
            ? Evaluator.Decide(operation, await TokenResult.OfAsync(context), clock.GetUtcNow()).Refused
            : null;
        await ProblemWriter.WriteAsync(context, refused ?? new Problem(Refusal.InternalError));
    }
}
