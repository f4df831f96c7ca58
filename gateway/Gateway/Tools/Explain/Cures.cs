using System.Collections.Frozen;
using System.Collections.Immutable;
using Gateway.Authorization;
using Gateway.Problems;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.Explain;

/// <summary>What to do about a no: for the client first, since it is mostly the client's to do, then for whoever writes the routes file.</summary>
/// <param name="issuers">Those of the file; empty where the file is not at hand.</param>
/// <param name="operation">Null where the file is not at hand.</param>
internal sealed class Cures(ImmutableArray<Issuer> issuers, Operation? operation)
{
    /// <summary>One for every fault that a token can have.</summary>
    public static readonly FrozenDictionary<TokenFault, string> OfFault = new Dictionary<TokenFault, string>
    {
        [TokenFault.Malformed] = "Send the access token whole and as its issuer returned it; an ID token or a refresh token is none.",
        [TokenFault.Encrypted] = "Have the issuer sign the tokens for this API and not encrypt them.",
        [TokenFault.SenderConstrained] = "Request a plain bearer token: without DPoP and without a client certificate.",
        [TokenFault.UnknownIssuer] = "Request the token from an issuer of the routes file, or add its issuer there if it is to be trusted (docs/issuers.md).",
        [TokenFault.IssuerNotAcceptedHere] = "Request the token from an issuer that this operation accepts.",
        [TokenFault.WrongType] =
            "Send the access token and not the ID token. If it is the access token, the issuer's \"Preset\" does not fit: gateway inspect says which would.",
        [TokenFault.WrongAlgorithm] = "Have the issuer sign with an accepted algorithm and a key that is meant for it, or change \"Algorithms\".",
        [TokenFault.UnknownKey] = "Request a new token: this one is of another environment, or its key has been withdrawn.",
        [TokenFault.BadSignature] = "Request a new token: this one was changed on its way, or made by somebody else.",
        [TokenFault.Inactive] = "Request a new token: its issuer says that this one is not active.",
        [TokenFault.WrongAudience] = "Request the token for an accepted audience (the parameter audience or resource), or add its audience to the issuer's \"Audience\".",
        [TokenFault.Expired] = "Request a new token.",
        [TokenFault.NotYetValid] = "Set the clocks of issuer and gateway right; \"ClockSkew\" is what they may differ by.",
        [TokenFault.TooOld] = "Request a new token, or change the issuer's \"MaxTokenAge\".",
        [TokenFault.MissingClaim] = "Have the issuer put the missing claim into its access tokens, or name the \"Preset\" that fits them (docs/issuers.md).",
        [TokenFault.WrongClient] = "Request the token through an accepted client, or add this one to the issuer's \"Clients\".",
        [TokenFault.Revoked] = "Request a new token after signing in again; what is revoked is at /revocations of the admin listener.",
    }.ToFrozenDictionary();

    public static ImmutableArray<string> ForUnmatched(Call call, ImmutableArray<string> allow, Operation? nearest) =>
        call.Method == HttpMethods.Options && !allow.IsEmpty
            ? ["OPTIONS is answered at the edge; to pass it on, write an operation for it."]
        : !allow.IsEmpty
            ? [$"Call it with {string.Join(" or ", allow)}, or write an operation \"{call.Method} …\" for this path."]
        : nearest is null ? ["Write an operation for this path: what is not written is refused."]
        : [$"Did you mean {nearest.Methods[0]} {nearest.Template} ({nearest.Place})? Otherwise write an operation: what is not written is refused."];

    public static ImmutableArray<string> ForAmbiguous(PathFault fault) => RequestPath.Allowable.Contains(fault)
        ? [$"Write the path without it; or allow it in the API: \"AllowInPaths\": [\"{fault}\"]."]
        : ["Write the path without it: no API can allow it."];

    public ImmutableArray<string> For(DecisionRecord decision)
    {
        if (decision.Allowed)
        {
            return [];
        }

        List<string> cures = [.. decision.Steps.Where(step => step.Outcome == StepOutcome.Fails).Select(step => Of(step, decision)).OfType<string>()];
        if (decision.Code == Refusal.ClaimsNotForwardable.Code)
        {
            cures.Add($"Have the issuer put shorter claims into the token, or change \"ForwardClaims\" and \"Forward\" of the API {operation?.Api.Name}.");
        }

        if (decision.Steps.Any(step => step.Outcome == StepOutcome.Fails && step.Step != DecisionStep.Token))
        {
            cures.Add($"Or change what the operation asks for: {decision.Place}.");
        }

        return [.. cures];
    }

    private string? Of(StepRecord step, DecisionRecord decision) => step.Step switch
    {
        DecisionStep.Token when decision.Code == Refusal.NoCredentials.Code =>
            $"Send \"Authorization: Bearer TOKEN\". {Request(decision.Required.FirstOrDefault([]))}",
        DecisionStep.Token when decision.Code == Refusal.InvalidRequest.Code =>
            "Send the token once, in the Authorization header, and never in the URL, which ends up in logs and histories.",
        DecisionStep.Token => OfFault.FirstOrDefault(cure => cure.Key.Reason == decision.Reason).Value,
        DecisionStep.Issuer => Request([]),
        DecisionStep.Scopes => Request([.. decision.Missing], more: true),
        DecisionStep.Client when Required is { } required => $"Call through the client {AnyOf(required.Clients)}.",
        DecisionStep.Claims when Required is { } required => string.Join(' ', required.Claims.Select(claim =>
            $"The token's claim {claim.Claim} has to be or to hold {AnyOf(claim.OneOf)}: that is for the issuer to grant.")),
        DecisionStep.Forward when operation is not null =>
            $"Have the issuer put {AnyOf(operation.Api.Forward.Where(claim => claim.Required).Select(claim => claim.Claim))} into the token.",
        DecisionStep.SignIn when Required is { StepUp: { } stepUp } => $"Let the user sign in again: {Parameters(stepUp)}.",
        _ => step.Detail is { } detail ? detail + "." : null,
    };

    private Requirement.Token? Required => operation?.Requirement as Requirement.Token;

    private static string AnyOf(IEnumerable<string> values) => string.Join(" or ", values.Select(Wording.Quote));

    /// <summary>As the authorization request has them (RFC 9470 section 4).</summary>
    private static string Parameters(StepUp stepUp) => string.Join(
        " and ",
        new[]
        {
            stepUp.Acr.IsEmpty ? null : $"acr_values={string.Join(' ', stepUp.Acr)}",
            stepUp.MaxAge is { } age ? $"max_age={age.TotalSeconds:0}" : null,
        }.OfType<string>());

    private string Request(ImmutableArray<string> scopes, bool more = false)
    {
        var scope = scopes.IsEmpty ? "a token" : $"a token with the scope {string.Join(' ', scopes)}{(more ? " as well" : "")}";
        ImmutableArray<Issuer> accepted = [.. issuers.Where(issuer => Required is not { Issuers.IsEmpty: false } required || required.Issuers.Contains(issuer.Name))];
        var from = string.Join(" or ", accepted.Select(issuer => $"{issuer.Name} ({issuer.Identifier})"));
        return $"Request {scope}{(from.Length == 0 ? "" : $" from {from}")}.";
    }
}
