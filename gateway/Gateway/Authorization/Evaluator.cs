using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Authorization;

/// <summary>
/// The only place that says yes or no. Pure: the same operation, token and time give the same decision, whoever asks. In this order,
/// the first no counts: is there a token, was it accepted, also here, do its scopes suffice, is the caller one who may, does the service
/// get the claims it cannot do without, did the user sign in well and recently enough. The last, because signing in again helps nobody who
/// lacks the rest.
/// </summary>
internal static class Evaluator
{
    private static readonly ImmutableArray<Check> Checks =
    [
        new(DecisionStep.Issuer, asked => !asked.Required.Issuers.IsEmpty, OfAcceptedIssuer),
        new(DecisionStep.Scopes, asked => asked.Required.Scopes is not null, HasScopes),
        new(DecisionStep.Caller, asked => asked.Required.Caller is not null, IsOfKind),
        new(DecisionStep.Client, asked => !asked.Required.Clients.IsEmpty, IsOfClient),
        new(DecisionStep.Claims, asked => !asked.Required.Claims.IsEmpty, HasClaims),
        new(DecisionStep.Forward, asked => asked.Operation.Api.Forward.Any(claim => claim.Required), HasWhatTheServiceNeeds),
        new(DecisionStep.SignIn, asked => asked.Required.StepUp is not null, HasSignedInWell),
    ];

    public static Decision Decide(Operation operation, TokenResult token, DateTimeOffset now) =>
        DecideBy(operation.Requirement, operation, token, now);

    /// <summary>What would be decided if the candidate were the rule; null: the operation has none.</summary>
    public static Decision? DecideCandidate(Operation operation, TokenResult token, DateTimeOffset now) =>
        operation.Candidate is { } candidate ? DecideBy(candidate.Requirement, operation, token, now) : null;

    /// <summary>
    /// Every step of the same decision, also those behind the first no: whoever mends a call wants to mend all of it. The first step that
    /// fails is what <see cref="Decide"/> answers.
    /// </summary>
    public static ImmutableArray<ExplainedStep> Explain(Operation operation, TokenResult token, DateTimeOffset now)
    {
        if (operation.Requirement is not Requirement.Token required)
        {
            var open = Decide(operation, token, now).Refused;
            return
            [
                new(DecisionStep.Token, open is null ? StepOutcome.NotAsked : StepOutcome.Fails, open),
                .. Checks.Select(check => new ExplainedStep(check.Step, StepOutcome.NotAsked, null)),
            ];
        }

        if (token is not TokenResult.Verified { Caller: var caller })
        {
            return
            [
                new(DecisionStep.Token, StepOutcome.Fails, WithoutCaller(token, required)),
                .. Checks.Select(check => new ExplainedStep(check.Step, StepOutcome.NotReached, null)),
            ];
        }

        var asked = new Asked(operation, required, caller, now);
        return [new(DecisionStep.Token, StepOutcome.Holds, null), .. Checks.Select(Answer)];

        ExplainedStep Answer(Check check) =>
            !check.Applies(asked) ? new(check.Step, StepOutcome.NotAsked, null)
            : check.WhyNot(asked) is { } problem ? new(check.Step, StepOutcome.Fails, problem)
            : new(check.Step, StepOutcome.Holds, null);
    }

    /// <summary>The alternatives of scopes that a requirement asks for; empty when it asks for none.</summary>
    public static ImmutableArray<ImmutableArray<string>> ScopesOf(Requirement requirement) => Names((requirement as Requirement.Token)?.Scopes);

    private static Decision DecideBy(Requirement requirement, Operation operation, TokenResult token, DateTimeOffset now)
    {
        if (requirement is Requirement.Public)
        {
            return Decision.Allow;
        }

        if (requirement is not Requirement.Token required)
        {
            // Silence is refusal: a requirement of a kind that is not known here allows nobody.
            return Decision.Refuse(new Problem(Refusal.InternalError), DecisionStep.Token);
        }

        if (token is not TokenResult.Verified { Caller: var caller })
        {
            return Decision.Refuse(WithoutCaller(token, required), DecisionStep.Token);
        }

        var asked = new Asked(operation, required, caller, now);
        foreach (var check in Checks)
        {
            if (check.Applies(asked) && check.WhyNot(asked) is { } problem)
            {
                return Decision.Refuse(problem, check.Step);
            }
        }

        return Decision.Allow;
    }

    private static Problem WithoutCaller(TokenResult token, Requirement.Token required) => token switch
    {
        TokenResult.Refused refused => WhatWouldDo(refused.Problem, required),
        _ => new Problem(Refusal.NoCredentials) { Required = Names(required.Scopes), ChallengeScopes = FirstAlternative(required) },
    };

    /// <summary>
    /// A good token in the wrong place is no good token: as with another audience, what helps is a token from elsewhere, and 401 invalid_token
    /// is what says so (RFC 6750 section 3.1). 403 would say that this caller may not, with whatever token.
    /// </summary>
    private static Problem? OfAcceptedIssuer(Asked asked) =>
        asked.Required.Issuers.Contains(asked.Caller.Issuer.Name, StringComparer.Ordinal)
            ? null
            : WhatWouldDo(Problem.Of(TokenFault.IssuerNotAcceptedHere), asked.Required);

    private static Problem? HasScopes(Asked asked)
    {
        var scopes = asked.Required.Scopes!;
        foreach (var alternative in scopes.Alternatives)
        {
            if (Holds(asked.Caller, alternative))
            {
                return null;
            }
        }

        return LacksScopes(asked, scopes);
    }

    /// <summary>Apart, because what it needs is made where a method begins.</summary>
    private static Problem LacksScopes(Asked asked, ScopeExpression scopes)
    {
        var nearest = Enumerable.Range(0, scopes.Alternatives.Length).MinBy(index => Lacking(scopes, index, asked.Caller).Length);
        var missing = Lacking(scopes, nearest, asked.Caller);
        return new Problem(Refusal.InsufficientScope)
        {
            Detail = $"The token lacks {string.Join(' ', missing)}",
            Required = Names(scopes),
            Missing = missing,
            ChallengeScopes = scopes.Names[nearest],
        };
    }

    private static Problem? IsOfKind(Asked asked) =>
        asked.Caller.Kind == asked.Required.Caller ? null
        : NotAllowed(asked, asked.Required.Caller == CallerKind.Machine
            ? "Only a machine may make this call, with a token of its own and no user behind it"
            : "Only a user may make this call, through an application");

    private static Problem? IsOfClient(Asked asked) =>
        asked.Caller.Client is { } client && asked.Required.Clients.Contains(client, StringComparer.Ordinal)
            ? null
            : NotAllowed(asked, "This call is open to certain clients only");

    private static Problem? HasClaims(Asked asked) =>
        asked.Required.Claims.FirstOrDefault(claim => !HasOneOf(asked.Caller.Payload, claim)) is { } lacking
            ? NotAllowed(asked, $"The token's claim {lacking.Claim} does not have a value that this call asks for")
            : null;

    private static Problem? HasWhatTheServiceNeeds(Asked asked)
    {
        var payload = asked.Caller.Payload;
        var needed = asked.Operation.Api.Forward.FirstOrDefault(claim => claim.Required && claim.TextIn(payload) is null);
        return needed is null ? null
            : !IsPresent(payload, needed.Claim) ? NotAllowed(asked, $"The token lacks the claim {needed.Claim} that the service needs")
            : new Problem(Refusal.ClaimsNotForwardable) { Detail = $"The token's claim {needed.Claim} has no value that fits into a header" };
    }

    private static Problem? HasSignedInWell(Asked asked)
    {
        var stepUp = asked.Required.StepUp!;
        return SignIn.WhyNot(stepUp, asked.Caller, asked.Now) is not { } weakness ? null : new Problem(Refusal.InsufficientUserAuthentication)
        {
            Detail = weakness,
            Required = Names(asked.Required.Scopes),
            ChallengeScopes = HeldAlternative(asked.Required, asked.Caller),
            AcrValues = stepUp.Acr,
            MaxAgeSeconds = (long?)stepUp.MaxAge?.TotalSeconds,
        };
    }

    /// <summary>Scopes never make up for what about the caller is not as asked, nor it for scopes.</summary>
    private static Problem NotAllowed(Asked asked, string detail) =>
        new(Refusal.CallerNotAllowed) { Detail = detail, Required = Names(asked.Required.Scopes) };

    /// <summary>What the next token needs again besides the better sign-in; nothing when it lacks scopes as well.</summary>
    private static ImmutableArray<string> HeldAlternative(Requirement.Token required, CallerIdentity caller) =>
        [.. (required.Scopes?.Alternatives.FirstOrDefault(held => Holds(caller, held), []) ?? []).Select(scope => scope.Name)];

    private static bool Holds(CallerIdentity caller, ImmutableArray<Scope> alternative)
    {
        foreach (var scope in alternative)
        {
            if (!Grants(caller, scope))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Grants(CallerIdentity caller, Scope scope)
    {
        foreach (var name in scope.GrantedBy)
        {
            if (caller.Scopes.Contains(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All of an alternative is the array that its names are in anyway: by it the answer to this is known again.</summary>
    private static ImmutableArray<string> Lacking(ScopeExpression scopes, int alternative, CallerIdentity caller)
    {
        var asked = scopes.Alternatives[alternative];
        return asked.Any(scope => Grants(caller, scope)) ? [.. asked.Where(scope => !Grants(caller, scope)).Select(scope => scope.Name)]
            : scopes.Names[alternative];
    }

    private static bool HasOneOf(JsonElement payload, ClaimRequirement required) =>
        ClaimPath.TryFind(payload, required.Claim, out var value) && value.ValueKind switch
        {
            JsonValueKind.String => Is(value, required),
            JsonValueKind.Array => value.EnumerateArray().Any(element => Is(element, required)),
            _ => false,
        };

    private static bool Is(JsonElement value, ClaimRequirement required) =>
        value.ValueKind == JsonValueKind.String && required.OneOf.Contains(value.GetString()!, StringComparer.Ordinal);

    private static bool IsPresent(JsonElement payload, string claim) =>
        ClaimPath.TryFind(payload, claim, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A token that is no good is told what a good one needs; two credentials or an issuer that is down are no matter of scopes.</summary>
    private static Problem WhatWouldDo(Problem problem, Requirement.Token required) => problem.Refusal == Refusal.InvalidToken
        ? problem with { Required = Names(required.Scopes), ChallengeScopes = FirstAlternative(required) }
        : problem;

    private static ImmutableArray<string> FirstAlternative(Requirement.Token required) =>
        required.Scopes is { } scopes ? scopes.Names[0] : [];

    private static ImmutableArray<ImmutableArray<string>> Names(ScopeExpression? scopes) => scopes?.Names ?? [];

    private readonly record struct Asked(Operation Operation, Requirement.Token Required, CallerIdentity Caller, DateTimeOffset Now);

    /// <param name="Applies">Whether the operation asks this at all.</param>
    /// <param name="WhyNot">What is answered when it does not hold; null when it does.</param>
    private sealed record Check(DecisionStep Step, Func<Asked, bool> Applies, Func<Asked, Problem?> WhyNot);
}
