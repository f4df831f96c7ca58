using System.Collections.Concurrent;
using System.Text.Json;
using Gateway.Authentication.Form;
using Gateway.Authentication.Keys;
using Gateway.Problems;
using Gateway.Routes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Authentication;

/// <summary>
/// Verifies an access token (RFC 7519 section 7.2, RFC 9068 section 4), in the one safe order:
/// 1. a token that was verified a moment ago is known;
/// 2. form: what is not well formed is believed in nothing, not even its issuer;
/// 3. the issuer it names is trusted: the unverified <c>iss</c> chooses whose rules and keys apply, and decides nothing else;
/// 4. algorithm and type are ones of that issuer's;
/// 5. the key is one of that issuer's and meant for that algorithm; a key not known yet is asked for only by a token that is otherwise good;
/// 6. the signature, by <see cref="JsonWebTokenHandler"/>;
/// 7. audience and time;
/// 8. the claims that the issuer has to set, and who they say calls.
/// Every refusal is a value from <see cref="TokenFault"/>; nothing of a refused token is kept or logged.
/// </summary>
internal sealed class AccessTokenHandler(
    TrustedIssuers issuers, VerifiedTokens verified, PresetHint presets, TimeProvider clock) : TokenHandler
{
    private readonly JsonWebTokenHandler library = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = CompactForm.TokenCharsMax };
    private readonly ConcurrentDictionary<TokenHash, Lazy<Task<TokenValidationResult>>> underWay = new();

    public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (token.Length > CompactForm.TokenCharsMax)
        {
            return Task.FromResult(Refused(TokenFault.Malformed));
        }

        // 1
        var hash = TokenHash.Of(token);
        if (verified.TryFind(hash, out var known))
        {
            return Task.FromResult(Recognized(known));
        }

        // Many requests with a token nobody has seen, as after a login: one of them verifies it, the others wait for that.
        return underWay.GetOrAdd(hash, _ => new(async () =>
        {
            try
            {
                return await VerifyAsync(token, hash);
            }
            finally
            {
                underWay.TryRemove(hash, out var _);
            }
        })).Value;
    }

    private async Task<TokenValidationResult> VerifyAsync(string token, TokenHash hash)
    {
        // 2
        if (TokenForm.Read(token, out var unverified) is { } malformed)
        {
            return Refused(malformed);
        }

        // 3
        if (issuers.Find(unverified!.Issuer) is not { } trusted)
        {
            return Refused(TokenFault.UnknownIssuer);
        }

        // 4
        if (!trusted.Issuer.Algorithms.Contains(unverified.Algorithm, StringComparer.Ordinal))
        {
            return Refused(TokenFault.WrongAlgorithm);
        }

        if (!TokenType.IsAccepted(unverified.Type, trusted.Issuer.TokenTypes)
            || TokenKind.IsOtherThanAccess(unverified.Type, unverified.Payload))
        {
            presets.Consider(trusted.Issuer, unverified.Type, unverified.Payload);
            return Refused(TokenFault.WrongType);
        }

        // 5
        if (!trusted.Keys.Available)
        {
            return Refused(Unavailable(trusted));
        }

        var unacceptable = WhyNot(unverified, trusted);
        var keyGeneration = trusted.Keys.Generation;
        if (trusted.Keys.Find(unverified.KeyId).IsEmpty && unacceptable is null)
        {
            await trusted.Keys.RefreshForUnknownKeyAsync(unverified.KeyId, CancellationToken.None);
        }

        if (trusted.Keys.Find(unverified.KeyId) is not { IsEmpty: false } keys)
        {
            return Refused(TokenFault.UnknownKey);
        }

        if (keys.FirstOrDefault(candidate => candidate.Fits(unverified.Algorithm)) is not { } key)
        {
            return Refused(TokenFault.WrongAlgorithm);
        }

        // 6
        if (!await HasGoodSignatureAsync(token, trusted))
        {
            return Refused(TokenFault.BadSignature);
        }

        key.Used(clock.GetUtcNow());

        // 7: known since step 5, said only now: about a token that nobody signed there is nothing to say but that.
        if (unacceptable is not null)
        {
            return Refused(unacceptable);
        }

        // 8
        if (CallerReader.Read(trusted.Issuer, unverified.Payload, out var caller) is { } unreadable)
        {
            presets.Consider(trusted.Issuer, unverified.Type, unverified.Payload);
            return Refused(unreadable);
        }

        verified.Keep(hash, caller, trusted, keyGeneration, token.Length);
        return Accepted(caller);
    }

    private TokenValidationResult Recognized(VerifiedToken known) =>
        !known.Issuer.Keys.Available ? Refused(Unavailable(known.Issuer))
        : Untimely(known.Caller.Payload, known.Issuer.Issuer) is { } untimely ? Refused(untimely)
        : Accepted(known.Caller);

    /// <summary>Where the file names no audience it names clients, which <see cref="CallerReader"/> compares.</summary>
    private TokenFault? WhyNot(UnverifiedToken token, TrustedIssuer trusted) =>
        !trusted.Issuer.Audiences.IsEmpty && !Audience.Includes(token.Payload, trusted.Issuer.Audiences) ? TokenFault.WrongAudience
        : Untimely(token.Payload, trusted.Issuer);

    private TokenFault? Untimely(JsonElement payload, Issuer issuer)
    {
        var now = clock.GetUtcNow();
        return TokenLifetime.Check(payload, now, issuer.ClockSkew) ?? TokenAge.Check(issuer, payload, now);
    }

    private async Task<bool> HasGoodSignatureAsync(string token, TrustedIssuer trusted)
    {
        try
        {
            return (await library.ValidateTokenAsync(new JsonWebToken(token), trusted.Parameters)).IsValid;
        }
        catch (Exception strange) when (strange is ArgumentException or SecurityTokenException)
        {
            // Well formed by our reading and not by the library's: then it is not what it seems.
            return false;
        }
    }

    private static Problem Unavailable(TrustedIssuer trusted) => new(Refusal.IssuerUnavailable) { Reason = trusted.Issuer.Name };

    private static TokenValidationResult Accepted(CallerIdentity caller) =>
        new() { IsValid = true, SecurityToken = NoSecurityToken.Instance, ClaimsIdentity = caller };

    private static TokenValidationResult Refused(TokenFault fault) => Refused(Problem.Of(fault));

    private static TokenValidationResult Refused(Problem problem) => new() { IsValid = false, Exception = new RefusedException(problem) };
}
