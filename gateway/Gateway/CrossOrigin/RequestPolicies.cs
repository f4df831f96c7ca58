using System.Runtime.CompilerServices;
using Gateway.Routes;
using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Gateway.CrossOrigin;

/// <summary>
/// Whose <c>Cors</c> a request falls under: its operation's API's; where it is no operation's, that of the API below whose prefix it would
/// be, so that a page can read a 404 or 405 too; else the file's.
/// </summary>
internal sealed class RequestPolicies(RoutesInForce routes) : ICorsPolicyProvider
{
    private readonly ConditionalWeakTable<Cors, CorsPolicy> outsideOperations = [];

    public Cors? CorsOf(HttpContext context) =>
        context.OperationOrNull() is { } operation ? operation.Api.Cors
        : routes.Table is { HasCors: true } table ? CorsAt(context.Request.Path, table)
        : null;

    /// <summary>Asked only where the endpoint has no policy of its own. No method beyond those that need no permission: there is none.</summary>
    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) =>
        Task.FromResult(CorsOf(context) is { } cors ? outsideOperations.GetValue(cors, one => BrowserPolicy.Of(one, [])) : null);

    private static Cors? CorsAt(PathString path, RouteTable table)
    {
        Api? nearest = null;
        foreach (var api in table.Apis)
        {
            if (api.Prefix.Length > (nearest?.Prefix.Length ?? 0) && path.StartsWithSegments(api.Prefix))
            {
                nearest = api;
            }
        }

        return nearest is null ? table.Cors : nearest.Cors;
    }
}
