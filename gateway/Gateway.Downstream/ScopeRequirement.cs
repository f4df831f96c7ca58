using Microsoft.AspNetCore.Authorization;

namespace Gateway.Downstream;

/// <summary>The caller has all of these scopes. It judges itself, so there is no handler that could be left out.</summary>
internal sealed class ScopeRequirement(IReadOnlyList<string> scopes) : AuthorizationHandler<ScopeRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (GatewayUser.From(context.User) is { } caller && requirement.Scopes.All(caller.HasScope))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    private IReadOnlyList<string> Scopes => scopes;

    public override string ToString() => $"scopes {string.Join(' ', scopes)}";
}
