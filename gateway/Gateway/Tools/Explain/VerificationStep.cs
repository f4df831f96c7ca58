using System.Collections.Frozen;
using Gateway.Problems;

namespace Gateway.Tools.Explain;

/// <summary>What authentication asks of a token, in its order. What an operation asks of the caller comes after it.</summary>
internal enum VerificationStep
{
    /// <summary>One token, in the header, of a form that is read further.</summary>
    Form,

    /// <summary>It names an issuer of the routes file.</summary>
    Issuer,

    /// <summary>It is an access token, signed with an algorithm of that issuer's.</summary>
    Type,

    /// <summary>That issuer's key verifies its signature; of an opaque token, its issuer calls it active.</summary>
    Signature,

    Audience,

    Lifetime,

    /// <summary>The claims are there that the issuer has to set, and say who calls.</summary>
    Identity,

    Revocation,
}

/// <summary>At which step a fault shows: the one table of it.</summary>
internal static class VerificationSteps
{
    public static readonly FrozenDictionary<TokenFault, VerificationStep> ByFault = new Dictionary<TokenFault, VerificationStep>
    {
        [TokenFault.Malformed] = VerificationStep.Form,
        [TokenFault.Encrypted] = VerificationStep.Form,
        [TokenFault.SenderConstrained] = VerificationStep.Form,
        [TokenFault.UnknownIssuer] = VerificationStep.Issuer,
        [TokenFault.IssuerNotAcceptedHere] = VerificationStep.Issuer,
        [TokenFault.WrongType] = VerificationStep.Type,
        [TokenFault.WrongAlgorithm] = VerificationStep.Type,
        [TokenFault.UnknownKey] = VerificationStep.Signature,
        [TokenFault.BadSignature] = VerificationStep.Signature,
        [TokenFault.Inactive] = VerificationStep.Signature,
        [TokenFault.WrongAudience] = VerificationStep.Audience,
        [TokenFault.Expired] = VerificationStep.Lifetime,
        [TokenFault.NotYetValid] = VerificationStep.Lifetime,
        [TokenFault.TooOld] = VerificationStep.Lifetime,
        [TokenFault.MissingClaim] = VerificationStep.Identity,
        [TokenFault.WrongClient] = VerificationStep.Identity,
        [TokenFault.Revoked] = VerificationStep.Revocation,
    }.ToFrozenDictionary();

    /// <summary>As people read it.</summary>
    public static string Name(VerificationStep step) => step switch
    {
        VerificationStep.Form => "token form",
        VerificationStep.Type => "type, algorithm",
        VerificationStep.Signature => "key, signature",
        _ => step.ToString().ToLowerInvariant(),
    };

    /// <summary>
    /// The step of a refusal by authentication. Two faults have a second cause, later than the table says: scopes that cannot be read
    /// although the form held, and a preset's mark of the kind of token although its type was accepted.
    /// </summary>
    public static VerificationStep Of(Problem refused, TokenFacts? facts)
    {
        if (refused.Refusal == Refusal.IssuerUnavailable)
        {
            return VerificationStep.Signature;
        }

        var step = ByFault.FirstOrDefault(one => one.Key.Reason == refused.Reason) is { Key: not null } found ? found.Value : VerificationStep.Form;
        return facts is not null && (refused.Reason == TokenFault.Malformed.Reason || (step == VerificationStep.Type && facts.HasAcceptedType))
            ? VerificationStep.Identity
            : step;
    }
}
