using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Observability.Decisions;

/// <summary>
/// A refusal that the evaluator did not decide, because it came before (no such operation, over a limit) or after (a service that does not
/// answer). The members are those of a decision, as far as there is something to say.
/// </summary>
/// <param name="Operation">Null: there is none.</param>
internal sealed record RefusalRecord(
    string RequestId,
    DateTimeOffset At,
    string? Policy,
    string? Operation,
    string? Place,
    bool Allowed,
    int Status,
    string Code,
    string? Reason,
    string? Detail)
{
    public static RefusalRecord Of(HttpContext context, Problem problem, DateTimeOffset now)
    {
        var operation = context.OperationOrNull();
        return new RefusalRecord(
            context.TraceIdentifier,
            now,
            operation?.Policy[..RouteTable.ShortHashLength],
            operation?.Id,
            operation?.Place,
            Allowed: false,
            problem.Refusal.Status,
            problem.Refusal.Code,
            problem.Reason,
            problem.Detail);
    }
}
