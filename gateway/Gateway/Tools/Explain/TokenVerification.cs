using System.Collections.Immutable;
using Gateway.Authentication;
using Gateway.Authentication.Form;
using Gateway.Authentication.Keys;
using Gateway.Authorization;
using Gateway.Problems;
using Gateway.Routes;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Tools.Explain;

/// <summary>A real token, verified as the data plane verifies it, with keys that its issuer is asked for now.</summary>
internal sealed class TokenVerification(IServiceProvider gateway)
{
    /// <summary>What this instance has revoked is not known here.</summary>
    private static readonly ImmutableArray<VerificationStep> Examined = [.. Enum.GetValues<VerificationStep>().Except([VerificationStep.Revocation])];

    private readonly TrustedIssuers issuers = gateway.GetRequiredService<TrustedIssuers>();

    public async Task<Presented> PresentAsync(string token)
    {
        var form = TokenForm.Read(token, out var unverified);
        var trusted = unverified is null ? null : issuers.Find(unverified.Issuer);
        if (trusted is not null)
        {
            await trusted.Keys.RefreshAsync();
        }

        var result = await VerifyAsync(token);
        var facts = Facts(unverified, trusted?.Issuer, result);
        // A token that is no JWT and was not refused for its form was asked about at its issuer.
        var examined = form is null ? Examined : Examined.Remove(VerificationStep.Type);
        return Presented.Of(CallerBasis.Token, result, examined, facts) with { Unreachable = Unreachable(result, trusted) };
    }

    private async Task<TokenResult> VerifyAsync(string token)
    {
        var result = await gateway.GetRequiredService<AccessTokenHandler>().ValidateTokenAsync(token, new TokenValidationParameters());
        return result.IsValid ? new TokenResult.Verified((CallerIdentity)result.ClaimsIdentity)
            : new TokenResult.Refused(((RefusedException)result.Exception).Problem);
    }

    private TokenFacts? Facts(UnverifiedToken? unverified, Issuer? issuer, TokenResult result)
    {
        var now = gateway.GetRequiredService<TimeProvider>().GetUtcNow();
        ImmutableArray<Issuer> known = [.. issuers.All.Select(one => one.Issuer)];
        return (unverified, result) switch
        {
            ({ } read, _) => new TokenFacts(new TokenHeader(read.Algorithm, read.Type, read.KeyId), read.Payload, issuer, known, now),
            (null, TokenResult.Verified { Caller: var asked }) => new TokenFacts(null, asked.Payload, asked.Issuer, known, now),
            _ => null,
        };
    }

    private static string? Unreachable(TokenResult result, TrustedIssuer? trusted) =>
        result is not TokenResult.Refused { Problem: { Refusal: var refusal } problem } || refusal != Refusal.IssuerUnavailable ? null
        : trusted?.Keys.Describe() is { LastError: { } error } state
            ? $"The issuer \"{state.Name}\" cannot be asked for its keys at {state.Metadata} ({error}); whether the token is good cannot be told without them."
        : $"The issuer \"{problem.Reason}\" cannot be asked about the token; whether it is good cannot be told without it.";
}
