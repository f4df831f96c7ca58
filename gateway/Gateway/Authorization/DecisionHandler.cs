using Microsoft.AspNetCore.Authorization;

namespace Gateway.Authorization;

/// <summary>Asks the evaluator when ASP.NET Core authorizes an operation. It answers with yes only to a yes.</summary>
internal sealed class DecisionHandler(TimeProvider clock) : AuthorizationHandler<OperationRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, OperationRequirement requirement)
    {
        if (context.Resource is HttpContext request
            && Evaluator.Decide(requirement.Operation, await TokenResult.OfAsync(request), clock.GetUtcNow()).Allowed)
        {
            context.Succeed(requirement);
        }
    }
}
