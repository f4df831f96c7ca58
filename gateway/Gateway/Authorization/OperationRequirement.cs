using Gateway.Routes;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.Authorization;

/// <summary>
/// An operation's requirement as endpoint metadata: it is part of the endpoint that forwards the request, so rule and route change
/// together. Both interfaces are needed: the first makes ASP.NET Core run authorization, the second gives it the requirement.
/// </summary>
internal sealed class OperationRequirement(Operation operation) : IAuthorizeData, IAuthorizationRequirementData, IAuthorizationRequirement
{
    public Operation Operation => operation;

    public string? Policy { get; set; }

    public string? Roles { get; set; }

    public string? AuthenticationSchemes { get; set; }

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}
