using System.Collections.Immutable;
using Gateway.Authorization.Shadow;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Authorization;

/// <summary>
/// What was decided about one request and why: what the decision log keeps and what <c>explain</c> shows, made by the same evaluator.
/// There is nothing in it of a token that was refused, no subject, and of one that was accepted only whose it is and its scopes.
/// </summary>
/// <param name="Policy">The first digits of the hash of the policy it was made by.</param>
/// <param name="Operation">As people name it: <c>timesheets GET /{id:int}</c>.</param>
/// <param name="Place"><c>file:line</c> where the operation is written.</param>
/// <param name="Status">Of the refusal; null when it is allowed: the service answers.</param>
/// <param name="Code">Of the refusal (<see cref="Refusal.Code"/>).</param>
/// <param name="Reason">More about why, such as <see cref="TokenFault.Reason"/>; never shown to clients.</param>
/// <param name="Granted">The token's scopes.</param>
/// <param name="Required">The scopes that would do: one of the alternatives, completely.</param>
/// <param name="Missing">The scopes lacking from the nearest alternative.</param>
internal sealed record DecisionRecord(
    string? RequestId,
    DateTimeOffset At,
    string Policy,
    string Operation,
    string Place,
    bool Allowed,
    int? Status,
    string? Code,
    string? Reason,
    string? Detail,
    CallerRecord? Caller,
    ImmutableArray<string> Granted,
    ImmutableArray<ImmutableArray<string>> Required,
    ImmutableArray<string> Missing,
    ImmutableArray<StepRecord> Steps)
{
    /// <summary>What the operation's candidate says about it; null: there is none, or the request is refused anyway.</summary>
    public ShadowRecord? Shadow { get; init; }

    public static DecisionRecord Of(Operation operation, TokenResult token, DateTimeOffset now, string? requestId = null)
    {
        var refused = Evaluator.Decide(operation, token, now).Refused;
        var caller = (token as TokenResult.Verified)?.Caller;
        return new DecisionRecord(
            requestId,
            now,
            operation.Policy[..RouteTable.ShortHashLength],
            operation.Id,
            operation.Place,
            refused is null,
            refused?.Refusal.Status,
            refused?.Refusal.Code,
            refused?.Reason,
            refused?.Detail,
            caller is null ? null : CallerRecord.Of(caller),
            caller is null ? [] : [.. caller.ScopeText.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            Evaluator.ScopesOf(operation.Requirement),
            refused?.Missing ?? [],
            [.. Evaluator.Explain(operation, token, now).Select(step => new StepRecord(step.Step, step.Outcome, step.Problem?.Detail))])
        {
            Shadow = refused is null ? ShadowRecord.Of(operation, token, now) : null,
        };
    }
}

/// <param name="Issuer">Its name in the routes file.</param>
/// <param name="Client">Cut when it is longer than any that people choose: how much is kept of a caller is not the caller's choice.</param>
internal sealed record CallerRecord(string Issuer, string? Client, CallerKind Kind)
{
    private const int ClientLengthMax = 256;

    public static CallerRecord Of(CallerIdentity caller) => new(
        caller.Issuer.Name,
        caller.Client is { Length: > ClientLengthMax } client ? client[..ClientLengthMax] + "…" : caller.Client,
        caller.Kind);
}

/// <param name="Detail">What does not hold, in a sentence; null unless the step fails.</param>
internal sealed record StepRecord(DecisionStep Step, StepOutcome Outcome, string? Detail);
