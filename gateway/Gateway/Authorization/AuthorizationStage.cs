using Gateway.Authorization.Shadow;
using Gateway.Observability.Decisions;
using Gateway.Problems;
using Gateway.Routes;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.Authorization;

/// <summary>
/// May they? In comes a caller, or none, and the matched operation; what goes on satisfies the operation's requirement, everything else
/// leaves as a refusal. It never reads a token.
/// </summary>
internal static class AuthorizationStage
{
    public static void AddScopeAuthorization(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthorization();
        builder.Services.AddSingleton<DecisionLog>();
        builder.Services.AddSingleton<ShadowTally>();
        builder.Services.AddSingleton<ShadowWatch>();
        builder.Services.AddSingleton<IAuthorizationHandler, DecisionHandler>();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalHandler>();
    }

    public static void UseScopeAuthorization(this WebApplication app)
    {
        app.UseAuthorization();

        // The belt: whatever is forwarded has an operation, and the operation a requirement. A route without one is a fault of ours.
        app.Use((context, next) => context.GetEndpoint() is not { } endpoint || IsDecided(endpoint)
            ? next(context)
            : ProblemWriter.WriteAsync(context, new Problem(Refusal.InternalError)));
        UseSamples(app);
    }

    /// <summary>Gives each forwarding endpoint the requirement of the operation that it carries.</summary>
    public static void RequireScopes(this IEndpointConventionBuilder operations) => operations.Add(endpoint =>
    {
        if (endpoint.Metadata.OfType<Operation>().SingleOrDefault() is { Requirement: Requirement.Token } operation)
        {
            endpoint.Metadata.Add(new OperationRequirement(operation));
        }
    });

    /// <summary>Some of the allowed requests are written down, as the refused ones are.</summary>
    private static void UseSamples(WebApplication app)
    {
        var file = app.Services.GetRequiredService<DecisionFile>();
        if (!file.SamplesAllowed)
        {
            return;
        }

        var decisions = app.Services.GetRequiredService<DecisionLog>();
        var clock = app.Services.GetRequiredService<TimeProvider>();
        app.Use(async (context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<Operation>() is { } operation && file.IsSample())
            {
                var token = await TokenResult.OfAsync(context);
                var record = decisions.RecordOf(operation, token, clock.GetUtcNow(), context.TraceIdentifier);
                context.Features.Set(new DecidedRequest(Allowed: true, record));
            }

            await next(context);
        });
    }

    private static bool IsDecided(Endpoint endpoint) => endpoint.Metadata.GetMetadata<Operation>() switch
    {
        { Requirement: Requirement.Public } => true,
        { Requirement: Requirement.Token } => endpoint.Metadata.GetMetadata<OperationRequirement>() is not null,
        // Routing's own 405 is an endpoint too, and forwards nothing.
        _ => endpoint is not RouteEndpoint || endpoint.Metadata.GetMetadata<GatewayPath>() is not null,
    };
}
