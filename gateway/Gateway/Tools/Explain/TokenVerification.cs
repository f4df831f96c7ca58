using System.Collections.Immutable;
using Gateway.Authentication;
using Gateway.Authentication.Form;
using Gateway.Authentication.Keys;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Tools.Explain;

/// <summary>A real token, verified as the data plane verifies it, with keys that its issuer is asked for now.</summary>
internal sealed class TokenVerification(IServiceProvider gateway)
{
    /// <summary>What a running gateway has revoked is not known here.</summary>
    private static readonly ImmutableArray<VerificationStep> Examined = [.. Enum.GetValues<VerificationStep>().Except([VerificationStep.Revocation])];

    public async Task<Presented> PresentAsync(string token, Operation operation)
    {
        var form = TokenForm.Read(token, out var unverified);
        var issuer = operation.Issuers.FirstOrDefault(one => one.Identifier == unverified?.Issuer);
        var keys = issuer is null ? null : gateway.GetRequiredService<TrustedIssuers>().Of(issuer).Keys;
        if (keys is not null)
        {
            await keys.RefreshAsync();
        }

        var verdict = await gateway.GetRequiredService<AccessTokens>().VerifyAsync(token.AsMemory(), operation.Issuers);
        TokenResult result = verdict.Accepted ? new TokenResult.Verified(verdict.Caller) : new TokenResult.Refused(verdict.Refused);

        // A token that is no JWT and was not refused for its form was asked about at its issuer.
        var examined = form is null ? Examined : Examined.Remove(VerificationStep.Type);
        var facts = Facts(unverified, verdict.Caller, issuer, operation.Issuers);
        return Presented.Of(CallerBasis.Token, result, examined, facts) with
        {
            Unreachable = verdict.Refused?.Refusal == Refusal.IssuerUnavailable ? Unreachable(verdict.Refused, keys?.Describe()) : null,
        };
    }

    private TokenFacts? Facts(UnverifiedToken? unverified, CallerIdentity? asked, Issuer? issuer, ImmutableArray<Issuer> known)
    {
        var now = gateway.GetRequiredService<TimeProvider>().GetUtcNow();
        return unverified is not null
            ? new TokenFacts(unverified.Header, unverified.Payload, issuer, known, now)
            : asked is not null ? new TokenFacts(null, asked.Payload, asked.Issuer, known, now)
            : null;
    }

    private static string Unreachable(Problem problem, KeysState? keys) => keys?.LastError is { } error
        ? $"The issuer \"{keys.Name}\" cannot be asked for its keys at {keys.Metadata} ({error}); whether the token is good cannot be told without them."
        : $"The issuer \"{problem.Reason}\" cannot be asked about the token; whether it is good cannot be told without it.";
}
