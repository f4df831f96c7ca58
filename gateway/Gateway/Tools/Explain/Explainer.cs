using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Admission.Paths;
using Gateway.Authorization;
using Gateway.Claims;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Tools.Explain;

/// <summary>Explains requests under one policy, by the code that decides about them and answers them.</summary>
internal sealed class Explainer(RouteTable table, IServiceProvider gateway, TimeProvider clock) : IDisposable
{
    private readonly RequestMatcher matcher = new(table);
    private readonly ServiceView service = new(table, gateway);

    /// <param name="caller">Who calls; asked only for an operation that asks for a token.</param>
    public async Task<Explanation> ExplainAsync(Call call, Func<Operation, Task<Presented>> caller) => await matcher.MatchAsync(call.Method, call.Path) switch
    {
        RequestMatch.Found { Operation: var operation } => await ExplainAsync(operation, call, await PresentAsync(operation, call, caller)),
        RequestMatch.Ambiguous { Fault: var fault } => Ambiguous(call, fault),
        RequestMatch.NoSuchMethod { Allow: var allow } => NotFound(call, allow),
        _ => NotFound(call, []),
    };

    public void Dispose() => matcher.Dispose();

    private static async Task<Presented> PresentAsync(Operation operation, Call call, Func<Operation, Task<Presented>> caller) =>
        operation.Requirement is not Requirement.Token ? Presented.NotLookedAt
        : call.TokenInQuery ? Presented.InQuery
        : await caller(operation);

    private async Task<Explanation> ExplainAsync(Operation operation, Call call, Presented presented)
    {
        var now = clock.GetUtcNow();
        var decision = DecisionRecord.Of(operation, presented.Result, now);
        var refused = Evaluator.Decide(operation, presented.Result, now).Refused;
        var caller = (presented.Result as TokenResult.Verified)?.Caller;
        if (decision.Allowed && caller is not null && Introduction.Of(caller, operation.Api) is null)
        {
            // Allowed by the rule, and refused all the same when the service is to be told.
            refused = new Problem(Refusal.ClaimsNotForwardable);
            decision = decision with { Allowed = false, Status = refused.Refusal.Status, Code = refused.Refusal.Code };
        }

        return new Explanation(
            call.ToString(),
            presented.Basis,
            presented.Steps,
            refused is null ? null : Answer(refused, call, operation.Api),
            decision.Allowed ? await service.OfAsync(operation, call, caller) : null,
            new Cures(table.Issuers, operation).For(decision))
        {
            Decision = decision,
            Unreachable = presented.Unreachable,
        };
    }

    private Explanation Ambiguous(Call call, PathFault fault)
    {
        var answer = Answer(AmbiguousPath.ProblemOf(fault), call, api: null);
        return new Explanation(call.ToString(), CallerBasis.NoToken, [], answer, null, Cures.ForAmbiguous(fault))
        {
            Unmatched = new Unmatched(
                clock.GetUtcNow(), table.Hash[..RouteTable.ShortHashLength], Allowed: false, answer.Status, Refusal.AmbiguousPath.Code, [], Nearest: null),
        };
    }

    private Explanation NotFound(Call call, ImmutableArray<string> allow)
    {
        var nearest = NearestOperation.To(call, table);
        var refusal = allow.IsEmpty ? Refusal.NotFound : call.Method == HttpMethods.Options ? null : Refusal.MethodNotAllowed;
        var answer = refusal is null ? new ClientSees(StatusCodes.Status204NoContent, new Dictionary<string, string>(), null) : Answer(new Problem(refusal), call, api: null);
        if (!allow.IsEmpty)
        {
            answer = answer with { Headers = new Dictionary<string, string>(answer.Headers) { ["Allow"] = string.Join(", ", allow) } };
        }

        return new Explanation(call.ToString(), CallerBasis.NoToken, [], answer, null, Cures.ForUnmatched(call, allow, nearest))
        {
            Unmatched = new Unmatched(
                clock.GetUtcNow(), table.Hash[..RouteTable.ShortHashLength], Allowed: false, answer.Status, refusal?.Code, allow, nearest?.Id),
        };
    }

    private static ClientSees Answer(Problem problem, Call call, Api? api)
    {
        var links = call.Gateway is null ? null : ProblemLinks.For(problem.Refusal, call.Gateway, api);
        var answer = ProblemAnswer.To(problem, links);
        return new ClientSees(answer.Status, answer.Headers.ToDictionary(), JsonElement.Parse(answer.Body.Span));
    }
}
