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
    public static Decision Decide(Operation operation, TokenResult token, DateTimeOffset now) => operation.Requirement switch
    {
        Requirement.Public => Decision.Allow,
        Requirement.Token required => token switch
        {
            TokenResult.Verified verified => Decide(operation, required, verified.Caller, now),
            TokenResult.Refused refused => Decision.Refuse(refused.Problem with { ChallengeScopes = ScopesToAskFor(refused.Problem, required) }),
            _ => Decision.Refuse(new Problem(Refusal.NoCredentials)
            {
                Required = Names(required.Scopes),
                ChallengeScopes = FirstAlternative(required),
            }),
        },
        // Silence is refusal: a requirement of a kind that is not known here allows nobody.
        _ => Decision.Refuse(new Problem(Refusal.InternalError)),
    };

    private static Decision Decide(Operation operation, Requirement.Token required, CallerIdentity caller, DateTimeOffset now)
    {
        // A good token in the wrong place is no good token: as with another audience, what helps is a token from elsewhere, and 401
        // invalid_token is what says so (RFC 6750 section 3.1). 403 would say that this caller may not, with whatever token.
        if (!required.Issuers.IsEmpty && !required.Issuers.Contains(caller.Issuer.Name, StringComparer.Ordinal))
        {
            return Decision.Refuse(Problem.Of(TokenFault.IssuerNotAcceptedHere) with { ChallengeScopes = FirstAlternative(required) });
        }

        if (required.Scopes is { } scopes && !Holds(scopes, caller))
        {
            var nearest = scopes.Alternatives.MinBy(alternative => Lacking(alternative, caller).Length);
            var missing = Lacking(nearest, caller);
            return Decision.Refuse(new Problem(Refusal.InsufficientScope)
            {
                Detail = $"The token lacks {string.Join(' ', missing)}",
                Required = Names(scopes),
                Missing = missing,
                ChallengeScopes = [.. nearest.Select(scope => scope.Name)],
            });
        }

        if (WhyNot(operation, required, caller) is { } detail)
        {
            return Decision.Refuse(new Problem(Refusal.CallerNotAllowed) { Detail = detail });
        }

        return required.StepUp is { } stepUp && SignIn.WhyNot(stepUp, caller, now) is { } weakness
            ? Decision.Refuse(new Problem(Refusal.InsufficientUserAuthentication)
            {
                Detail = weakness,
                Required = Names(required.Scopes),
                ChallengeScopes = HeldAlternative(required, caller),
                AcrValues = stepUp.Acr,
                MaxAgeSeconds = (long?)stepUp.MaxAge?.TotalSeconds,
            })
            : Decision.Allow;
    }

    private static bool Holds(ScopeExpression scopes, CallerIdentity caller) =>
        scopes.Alternatives.Any(alternative => alternative.All(scope => Grants(caller, scope)));

    /// <summary>What the next token needs again besides the better sign-in.</summary>
    private static ImmutableArray<string> HeldAlternative(Requirement.Token required, CallerIdentity caller) => required.Scopes is { } scopes
        ? [.. scopes.Alternatives.First(alternative => Lacking(alternative, caller).IsEmpty).Select(scope => scope.Name)]
        : [];

    private static bool Grants(CallerIdentity caller, Scope scope) => caller.Scopes.Overlaps(scope.GrantedBy);

    private static ImmutableArray<string> Lacking(ImmutableArray<Scope> alternative, CallerIdentity caller) =>
        [.. alternative.Where(scope => !Grants(caller, scope)).Select(scope => scope.Name)];

    /// <summary>What about the caller is not as asked; null when all is. Scopes never make up for it, nor it for scopes.</summary>
    private static string? WhyNot(Operation operation, Requirement.Token required, CallerIdentity caller)
    {
        if (required.Caller is { } kind && caller.Kind != kind)
        {
            return kind == CallerKind.Machine
                ? "Only a machine may make this call, with a token of its own and no user behind it"
                : "Only a user may make this call, through an application";
        }

        if (!required.Clients.IsEmpty && (caller.Client is null || !required.Clients.Contains(caller.Client, StringComparer.Ordinal)))
        {
            return "This call is open to certain clients only";
        }

        if (required.Claims.FirstOrDefault(claim => !HasOneOf(caller.Payload, claim)) is { } lacking)
        {
            return $"The token's claim {lacking.Claim} does not have a value that this call asks for";
        }

        return operation.Api.Forward.FirstOrDefault(f => f.Required && !IsPresent(caller.Payload, f.Claim)) is { } needed
            ? $"The token lacks the claim {needed.Claim} that the service needs"
            : null;
    }

    private static bool HasOneOf(JsonElement payload, ClaimRequirement required) =>
        payload.TryGetProperty(required.Claim, out var value) && value.ValueKind switch
        {
            JsonValueKind.String => Is(value, required),
            JsonValueKind.Array => value.EnumerateArray().Any(element => Is(element, required)),
            _ => false,
        };

    private static bool Is(JsonElement value, ClaimRequirement required) =>
        value.ValueKind == JsonValueKind.String && required.OneOf.Contains(value.GetString()!, StringComparer.Ordinal);

    private static bool IsPresent(JsonElement payload, string claim) =>
        payload.TryGetProperty(claim, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A token that is no good is told what a good one needs; two credentials or an issuer that is down are no matter of scopes.</summary>
    private static ImmutableArray<string> ScopesToAskFor(Problem problem, Requirement.Token required) =>
        problem.Refusal == Refusal.InvalidToken ? FirstAlternative(required) : [];

    private static ImmutableArray<string> FirstAlternative(Requirement.Token required) =>
        required.Scopes is { } scopes ? [.. scopes.Alternatives[0].Select(scope => scope.Name)] : [];

    private static ImmutableArray<ImmutableArray<string>> Names(ScopeExpression? scopes) =>
        scopes is null ? [] : [.. scopes.Alternatives.Select(alternative => alternative.Select(scope => scope.Name).ToImmutableArray())];
}
