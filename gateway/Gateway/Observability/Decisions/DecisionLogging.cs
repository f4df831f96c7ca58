using Gateway.Problems;

namespace Gateway.Observability.Decisions;

/// <summary>Writes down how a request ended, when it has ended: one line, however many had a part in refusing it.</summary>
internal static class DecisionLogging
{
    public static void UseDecisionLog(this WebApplication app)
    {
        var file = app.Services.GetRequiredService<DecisionFile>();
        if (!file.IsOn)
        {
            return;
        }

        var clock = app.Services.GetRequiredService<TimeProvider>();
        app.Use(async (context, next) =>
        {
            await next(context);
            var decided = context.Features.Get<DecidedRequest>();
            if (context.Features.Get<Problem>() is { } problem)
            {
                // Allowed, and refused all the same: by a limit, or because the service did not answer.
                file.Add(decided is { Allowed: false } ? decided.Record : RefusalRecord.Of(context, problem, clock.GetUtcNow()));
            }
            else if (decided is { Allowed: true })
            {
                file.Add(decided.Record);
            }
        });
    }
}
