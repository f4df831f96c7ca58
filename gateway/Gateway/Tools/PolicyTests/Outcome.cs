using System.Collections.Immutable;
using Gateway.Authorization;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Tools.PolicyTests;

/// <summary>What a call comes to: by the routing and the evaluator that a gateway with this policy asks.</summary>
/// <param name="Status">Of the refusal; null: allowed.</param>
/// <param name="FailedAt">Null: allowed, or answered before any token is looked at.</param>
/// <param name="Operation">Null: the request is none.</param>
internal sealed record Outcome(
    int? Status, string? Code, ImmutableArray<string> Missing, string? Detail, DecisionStep? FailedAt, Operation? Operation)
{
    public static async Task<Outcome> OfAsync(PolicyTest test, RequestMatcher matcher, DateTimeOffset now) =>
        await matcher.MatchAsync(test.Method, test.Path) switch
        {
            RequestMatch.Found { Operation: var operation } => Of(operation, test.As, now),
            RequestMatch.NoSuchMethod when HttpMethods.IsOptions(test.Method) =>
                new Outcome(StatusCodes.Status204NoContent, null, [], "OPTIONS is answered at the edge and not forwarded", null, null),
            RequestMatch.Ambiguous => Of(Refusal.AmbiguousPath),
            RequestMatch.NoSuchMethod => Of(Refusal.MethodNotAllowed),
            _ => Of(Refusal.NotFound),
        };

    public static Outcome Of(Operation operation, Persona persona, DateTimeOffset now)
    {
        var decision = Evaluator.Decide(operation, persona.TokenAt(now), now);
        if (decision.Refused is not { Refusal: var refusal } problem)
        {
            return new Outcome(null, null, [], null, null, operation);
        }

        return new Outcome(refusal.Status, refusal.Code, problem.Missing, problem.Detail ?? refusal.Title, decision.FailedAt, operation);
    }

    public bool Allowed => Status is null;

    private static Outcome Of(Refusal refusal) => new(refusal.Status, refusal.Code, [], refusal.Title, null, null);
}
