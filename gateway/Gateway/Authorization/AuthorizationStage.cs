using Gateway.Authorization.Shadow;
using Gateway.Observability.Decisions;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Authorization;

/// <summary>
/// May they? In comes a caller, or none, and the matched operation; what goes on satisfies the operation's requirement, everything else
/// leaves as a refusal. It never reads a token.
/// <para>
/// The requirement is compiled and part of the endpoint that forwards the request, so rule and route change together. It is asked here and not
/// through ASP.NET Core's authorization, which would put together a policy for each request to ask the same (decision 0008).
/// </para>
/// </summary>
internal static class AuthorizationStage
{
    public static void AddScopeAuthorization(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DecisionLog>();
        builder.Services.AddSingleton<ShadowTally>();
        builder.Services.AddSingleton<ShadowWatch>();
        builder.Services.AddSingleton<RequestDecisions>();
    }

    public static void UseScopeAuthorization(this WebApplication app)
    {
        var decisions = app.Services.GetRequiredService<RequestDecisions>();
        app.Use((context, next) => context.OperationOrNull() is not { } operation ? next(context)
            : decisions.Decide(context, operation) is { Refused: { } problem } ? ProblemWriter.WriteAsync(context, problem)
            : next(context));
        UseSamples(app);

        // A WebApplication that sees UseAuthorization nowhere would put it in front of everything.
        ((IApplicationBuilder)app).Properties["__AuthorizationMiddlewareSet"] = true;
    }

    /// <summary>
    /// The belt: an endpoint that forwards does so only with a yes at hand. Without one, whatever stages have run, it is a fault of ours.
    /// </summary>
    public static void OnlyIfAllowed(this IEndpointConventionBuilder operations) => operations.Add(endpoint =>
    {
        var forward = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = context => context.Features[typeof(Decision)] is Decision { Allowed: true }
            ? forward(context)
            : ProblemWriter.WriteAsync(context, new Problem(Refusal.InternalError));
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
        app.Use((context, next) =>
        {
            if (context.OperationOrNull() is { } operation && file.IsSample())
            {
                var record = decisions.RecordOf(operation, TokenResult.Of(context), clock.GetUtcNow(), context.TraceIdentifier);
                context.Features.Set(new DecidedRequest(Allowed: true, record));
            }

            return next(context);
        });
    }
}
