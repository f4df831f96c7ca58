using System.Collections.Immutable;
using Gateway.Authorization;
using Gateway.Problems;

namespace Gateway.Tools.Explain;

/// <summary>Where the caller of an explained request comes from.</summary>
internal enum CallerBasis
{
    NoToken,

    /// <summary>A real token, verified with its issuer's keys.</summary>
    Token,

    /// <summary>Claims, scopes or a persona: nobody signed anything.</summary>
    Hypothetical,
}

/// <summary>Who calls: what authentication makes of it, and step by step why.</summary>
/// <param name="Unreachable">What could not be reached, in a sentence; then nothing is known about the token.</param>
internal sealed record Presented(CallerBasis Basis, TokenResult Result, ImmutableArray<TokenStep> Steps, string? Unreachable = null)
{
    private const string RevokedElsewhere = "what is revoked, only a running gateway knows";

    /// <summary>The operation is public: nobody looks at a token.</summary>
    public static readonly Presented NotLookedAt =
        new(CallerBasis.NoToken, new TokenResult.None(), Walk(_ => (StepOutcome.NotAsked, null)));

    public static readonly Presented Nothing = new(
        CallerBasis.NoToken,
        new TokenResult.None(),
        Walk(step => step == VerificationStep.Form ? (StepOutcome.Fails, "there is no token") : (StepOutcome.NotReached, null)));

    /// <summary>The token is where none may be, and counts for nothing.</summary>
    public static readonly Presented InQuery = Of(
        CallerBasis.NoToken, new TokenResult.Refused(new Problem(Refusal.InvalidRequest)), [VerificationStep.Form], null);

    /// <param name="examined">The steps that were really taken, up to the first that failed.</param>
    /// <param name="facts">What there is to say about them.</param>
    public static Presented Of(CallerBasis basis, TokenResult result, ImmutableArray<VerificationStep> examined, TokenFacts? facts) =>
        new(basis, result, result is TokenResult.Refused refused
            ? Refused(refused.Problem, examined, facts)
            : Walk(step => examined.Contains(step) ? (StepOutcome.Holds, facts?.At(step))
                : (StepOutcome.NotAsked, step == VerificationStep.Revocation && basis == CallerBasis.Token ? RevokedElsewhere : null)));

    /// <summary>The same caller at a gateway that has revoked the token.</summary>
    public Presented Revoked(TokenFault fault) => this with
    {
        Result = new TokenResult.Refused(Problem.Of(fault)),
        Steps = Steps.Replace(Steps[^1], new TokenStep(VerificationStep.Revocation, StepOutcome.Fails, fault.Description)),
    };

    private static ImmutableArray<TokenStep> Refused(Problem problem, ImmutableArray<VerificationStep> examined, TokenFacts? facts)
    {
        var failed = VerificationSteps.Of(problem, facts);
        var why = problem.Detail ?? problem.Refusal.Title;
        return Walk(step =>
            step == failed ? (StepOutcome.Fails, facts?.At(step) is { } said ? $"{why}: {said}" : why)
            : step > failed ? (StepOutcome.NotReached, null)
            : examined.Contains(step) ? (StepOutcome.Holds, facts?.At(step))
            : (StepOutcome.NotAsked, null));
    }

    private static ImmutableArray<TokenStep> Walk(Func<VerificationStep, (StepOutcome Outcome, string? Detail)> at) =>
    [
        .. Enum.GetValues<VerificationStep>().Select(step => (Step: step, Found: at(step)))
            .Select(one => new TokenStep(one.Step, one.Found.Outcome, one.Found.Detail)),
    ];
}

/// <param name="Detail">What was found, beside what is asked for; null when there is nothing to say.</param>
internal sealed record TokenStep(VerificationStep Step, StepOutcome Outcome, string? Detail);
