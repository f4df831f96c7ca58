using Gateway.Observability.Decisions;
using Gateway.Problems;
using Gateway.Routes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Gateway.Authorization;

/// <summary>
/// What happens after the decision: on, or out with a problem document. ASP.NET Core does not hand the reasons of a challenge over, so
/// the evaluator, being pure, is asked once more for them. They are kept before they are answered: whoever has the answer can ask why.
/// </summary>
internal sealed class RefusalHandler(TimeProvider clock, DecisionLog decisions) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }

        Problem? refused = null;
        if (context.GetEndpoint()?.Metadata.GetMetadata<Operation>() is { } operation)
        {
            var token = await TokenResult.OfAsync(context);
            var now = clock.GetUtcNow();
            refused = Evaluator.Decide(operation, token, now).Refused;
            var record = decisions.Add(operation, token, now, context.TraceIdentifier);
            context.Features.Set(new DecidedRequest(Allowed: false, record));
        }

        await ProblemWriter.WriteAsync(context, refused ?? new Problem(Refusal.InternalError));
    }
}
