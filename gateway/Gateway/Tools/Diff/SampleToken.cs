using System.Text.Json;
using Gateway.Authentication;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Tools.Diff;

/// <summary>A token that nobody has signed: what it would say.</summary>
/// <param name="Type"><c>typ</c>; null: none.</param>
internal sealed record SampleToken(string Algorithm, string? Type, JsonElement Payload)
{
    /// <summary>When it is looked at. Its times are relative to this, so any time will do.</summary>
    public static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    /// <summary>What authentication would make of it under a policy if its signature held, by the rules that it applies.</summary>
    public TokenResult Under(RouteTable policy)
    {
        if (policy.Issuers.FirstOrDefault(issuer => Payload.GetProperty("iss").ValueEquals(issuer.Identifier)) is not { } issuer)
        {
            return Refused(TokenFault.UnknownIssuer);
        }

        var fault = !issuer.Algorithms.Contains(Algorithm, StringComparer.Ordinal) ? TokenFault.WrongAlgorithm
            : !TokenType.IsAccepted(Type, issuer.TokenTypes) || TokenKind.IsOtherThanAccess(Type, Payload) ? TokenFault.WrongType
            : TokenAcceptance.WhyNot(issuer, Payload, Now);
        CallerIdentity? caller = null;
        fault ??= CallerReader.Read(issuer, Payload, out caller);
        return fault is null ? new TokenResult.Verified(caller!) : Refused(fault);
    }

    private static TokenResult.Refused Refused(TokenFault fault) => new(Problem.Of(fault));
}
