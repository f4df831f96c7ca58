using System.Collections.Immutable;
using Gateway.Authentication.Form;
using Gateway.Authentication.Introspection;
using Gateway.Authentication.Keys;
using Gateway.Authentication.Revocation;
using Gateway.Observability;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Authentication;

/// <summary>
/// Verifies an access token (RFC 7519 section 7.2, RFC 9068 section 4), in the one safe order:
/// 1. a token that was verified a moment ago is known;
/// 2. form: what is not well formed is believed in nothing, not even its issuer;
/// 3. the issuer it names is trusted: the unverified <c>iss</c> chooses whose rules and keys apply, and decides nothing else;
/// 4. algorithm and type are ones of that issuer's;
/// 5. the key is one of that issuer's and meant for that algorithm; a key not known yet is asked for only by a token that is otherwise good;
/// 6. the signature;
/// 7. audience and time;
/// 8. the claims that the issuer has to set, and who they say calls;
/// 9. it has not been revoked.
/// Every refusal is a value from <see cref="TokenFault"/>; of a refused token nothing is logged, and nothing kept but a header that others
/// may have as well (<see cref="TokenHeader"/>).
/// </summary>
internal sealed class AccessTokens(
    TrustedIssuers trusted, VerifiedTokens verified, Revocations revocations, PresetHint presets, GatewayMetrics metrics, TimeProvider clock)
{
    private readonly Lock[] verifying = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    /// <summary>Done when it returns, unless an issuer has to be asked: for a key that is not known yet, or about an opaque token.</summary>
    /// <param name="issuers">Those of the policy that the request belongs to.</param>
    public async ValueTask<TokenVerdict> VerifyAsync(ReadOnlyMemory<char> token, ImmutableArray<Issuer> issuers)
    {
        var verdict = await JudgeAsync(token, issuers);
        // 9, for tokens of every kind and however they were verified: they may have been withdrawn since.
        return verdict.Caller is { } caller && revocations.Check(caller) is { } revoked ? TokenVerdict.Refuse(revoked) : verdict;
    }

    /// <summary>The same for a token that is known already.</summary>
    public TokenVerdict Verify(VerifiedToken known)
    {
        metrics.TokenLookedUp(hit: true);
        var verdict = Recognize(known);
        return revocations.Check(known.Caller) is { } revoked ? TokenVerdict.Refuse(revoked) : verdict;
    }

    private async ValueTask<TokenVerdict> JudgeAsync(ReadOnlyMemory<char> token, ImmutableArray<Issuer> issuers)
    {
        // What is no JWT by its form only its issuer can judge.
        if (WhoIsAsked(issuers) is { } asked && OpaqueToken.HasForm(token.Span))
        {
            return await trusted.Of(asked).Opaque!.VerifyAsync(token.ToString());
        }

        if (token.Length > CompactForm.TokenCharsMax)
        {
            return TokenVerdict.Refuse(TokenFault.Malformed);
        }

        // 1
        var hash = TokenHash.Of(token.Span);
        var isKnown = verified.TryFind(hash, issuers, out var known);
        metrics.TokenLookedUp(isKnown);
        if (isKnown)
        {
            return Recognize(known!);
        }

        // 2
        if (TokenForm.Read(token.Span, out var unverified) is { } malformed)
        {
            return TokenVerdict.Refuse(malformed);
        }

        // 3
        if (issuers.FirstOrDefault(candidate => candidate.Identifier == unverified!.Issuer) is not { } issuer)
        {
            return TokenVerdict.Refuse(TokenFault.UnknownIssuer);
        }

        var whose = trusted.Of(issuer);

        // 4
        if (!issuer.Algorithms.Contains(unverified!.Header.Algorithm, StringComparer.Ordinal))
        {
            return TokenVerdict.Refuse(TokenFault.WrongAlgorithm);
        }

        if (!TokenType.IsAccepted(unverified.Header.Type, issuer.TokenTypes)
            || TokenKind.IsOtherThanAccess(unverified.Header.Type, unverified.Payload))
        {
            presets.Consider(issuer, unverified.Header.Type, unverified.Payload);
            return TokenVerdict.Refuse(TokenFault.WrongType);
        }

        // 5
        if (!whose.Keys.Available)
        {
            return TokenVerdict.Refuse(Unavailable(issuer));
        }

        var unacceptable = TokenAcceptance.WhyNot(issuer, unverified.Payload, clock.GetUtcNow());
        var keyGeneration = whose.Keys.Generation;
        if (whose.Keys.Find(unverified.Header.KeyId).IsEmpty && unacceptable is null)
        {
            await whose.Keys.RefreshForUnknownKeyAsync(unverified.Header.KeyId, CancellationToken.None);
        }

        if (whose.Keys.Find(unverified.Header.KeyId) is not { IsEmpty: false } keys)
        {
            return TokenVerdict.Refuse(TokenFault.UnknownKey);
        }

        if (keys.FirstOrDefault(candidate => candidate.Fits(unverified.Header.Algorithm)) is not { } key)
        {
            return TokenVerdict.Refuse(TokenFault.WrongAlgorithm);
        }

        // Many requests with a token nobody has seen, as after a login: one of them verifies it, the others wait for that.
        lock (verifying[hash.A % (ulong)verifying.Length])
        {
            return verified.TryFind(hash, issuers, out known)
                ? Recognize(known)
                : Verify(token.Span, hash, unverified, unacceptable, whose, key, keyGeneration);
        }
    }

    private TokenVerdict Verify(
        ReadOnlySpan<char> token, TokenHash hash, UnverifiedToken unverified, TokenFault? unacceptable, TrustedIssuer whose, IssuerKey key, long keyGeneration)
    {
        // 6
        if (!key.Signed(token[..unverified.SignedLength], unverified.Signature, unverified.Header.Algorithm))
        {
            return TokenVerdict.Refuse(TokenFault.BadSignature);
        }

        key.Used(clock.GetUtcNow());

        // 7: known since step 5, said only now: about a token that nobody signed there is nothing to say but that.
        if (unacceptable is not null)
        {
            return TokenVerdict.Refuse(unacceptable);
        }

        // 8
        if (CallerReader.Read(whose.Issuer, unverified.Payload, out var caller) is { } unreadable)
        {
            presets.Consider(whose.Issuer, unverified.Header.Type, unverified.Payload);
            return TokenVerdict.Refuse(unreadable);
        }

        return verified.Keep(hash, caller, whose, keyGeneration, token.Length).Accepted;
    }

    private TokenVerdict Recognize(VerifiedToken known)
    {
        if (!known.Issuer.Keys.Available)
        {
            return TokenVerdict.Refuse(Unavailable(known.Issuer.Issuer));
        }

        var now = clock.GetUtcNow();
        return !known.IsInTime(now) && TokenAcceptance.Untimely(known.Issuer.Issuer, known.Caller.Payload, now) is { } untimely
            ? TokenVerdict.Refuse(untimely)
            : known.Accepted;
    }

    private static Issuer? WhoIsAsked(ImmutableArray<Issuer> issuers)
    {
        foreach (var issuer in issuers)
        {
            if (issuer.Introspection is not null)
            {
                return issuer;
            }
        }

        return null;
    }

    private static Problem Unavailable(Issuer issuer) => new(Refusal.IssuerUnavailable) { Reason = issuer.Name };
}
