using Gateway.Authorization.Shadow;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.Authorization;

/// <summary>
/// Asks the evaluator when ASP.NET Core authorizes an operation. It answers with yes only to a yes; then, where there is a candidate, that
/// is tried as well.
/// </summary>
internal sealed class DecisionHandler(TimeProvider clock, ShadowWatch shadow) : AuthorizationHandler<OperationRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, OperationRequirement requirement)
    {
        if (context.Resource is not HttpContext request)
        {
            return;
        }

        var token = await TokenResult.OfAsync(request);
        var now = clock.GetUtcNow();
        if (!Evaluator.Decide(requirement.Operation, token, now).Allowed)
        {
            return;
        }

        context.Succeed(requirement);
        if (requirement.Operation.Candidate is not null)
        {
            shadow.Try(requirement.Operation, token, now, request.TraceIdentifier);
        }
    }
}
