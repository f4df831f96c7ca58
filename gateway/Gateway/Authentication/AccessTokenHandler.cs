using System.Buffers.Text;
using System.Text.Json;
using Gateway.Authentication.Introspection;
using Gateway.Authentication.Revocation;
using Gateway.Problems;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Authentication;

/// <summary>
/// Verifies an access token (RFC 7519 section 7.2, RFC 9068 section 4), in the one safe order:
/// 1. well formed, and of a kind that is accepted: cheap, and nothing is believed yet;
/// 2. the issuer it names is trusted: the unverified <c>iss</c> chooses whose rules and keys apply, and decides nothing else;
/// 3. the algorithm and type are ones of that issuer's;
/// 4. signature, <c>iss</c> and <c>aud</c>, by <see cref="JsonWebTokenHandler"/> with that issuer's own keys;
/// 5. the time, and the claims that the issuer has to set.
/// Every refusal is a value from <see cref="TokenFault"/>; nothing of a refused token is kept or logged.
/// </summary>
internal sealed class AccessTokenHandler(TrustedIssuers issuers, OpaqueTokens opaque, Revocations revocations, TimeProvider clock) : TokenHandler
{
    private const int TokenSizeMax = 8 * 1024;

    private static readonly JsonDocumentOptions OneObjectWithoutDuplicates = new() { AllowDuplicateProperties = false };

    private readonly JsonWebTokenHandler library = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = TokenSizeMax };

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        // What is no JWT by its form only its issuer can judge.
        if (opaque.Takes(token))
        {
            var (known, refused) = await opaque.VerifyAsync(token);
            return refused is null ? Accepted(known!, known!.Caller) : Refused(refused);
        }

        // 1
        if (Read(token, out var jwt, out var payload) is { } fault)
        {
            return Refused(fault);
        }

        // 2
        if (issuers.Find(jwt.Issuer) is not { } trusted)
        {
            return Refused(TokenFault.UnknownIssuer);
        }

        // 3
        if (!trusted.Issuer.Algorithms.Contains(jwt.Alg, StringComparer.Ordinal))
        {
            return Refused(TokenFault.WrongAlgorithm);
        }

        if (!TokenType.IsAccepted(jwt.Typ, trusted.Issuer.TokenTypes))
        {
            return Refused(TokenFault.WrongType);
        }

        // 4
        if (!trusted.Keys.Available)
        {
            return Refused(new Problem(Refusal.IssuerUnavailable) { Reason = trusted.Issuer.Name });
        }

        if (!trusted.Keys.Find(jwt.Kid).Any())
        {
            await trusted.Keys.RefreshForUnknownKeyAsync(CancellationToken.None);
        }

        var verified = await library.ValidateTokenAsync(jwt, trusted.Parameters);
        if (!verified.IsValid)
        {
            return Refused(FaultOf(verified.Exception));
        }

        // 5
        if (TokenLifetime.Check(payload, clock.GetUtcNow(), trusted.Issuer.ClockSkew) is { } untimely)
        {
            return Refused(untimely);
        }

        if (CallerReader.Read(trusted.Issuer, payload) is not { } caller)
        {
            return Refused(TokenFault.MissingClaim);
        }

        return Accepted(jwt, caller);
    }

    /// <summary>6, for tokens of every kind and however they were verified: they may have been withdrawn since.</summary>
    private TokenValidationResult Accepted(SecurityToken token, CallerIdentity caller) => revocations.Check(caller) is { } revoked
        ? Refused(revoked)
        : new TokenValidationResult { IsValid = true, SecurityToken = token, ClaimsIdentity = caller };

    private static TokenFault? Read(string token, out JsonWebToken jwt, out JsonElement payload)
    {
        jwt = null!;
        payload = default;
        if (token.Length > TokenSizeMax)
        {
            return TokenFault.Malformed;
        }

        try
        {
            jwt = new JsonWebToken(token);
            if (jwt.IsEncrypted)
            {
                return TokenFault.Encrypted;
            }

            // Read once more, strictly: the library takes the last of two members of one name and ignores what follows the object, and a
            // service that reads the same claims differently would be told another story.
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(jwt.EncodedPayload), OneObjectWithoutDuplicates);
            payload = document.RootElement.Clone();
            return payload.ValueKind == JsonValueKind.Object && jwt.Issuer.Length > 0 ? null : TokenFault.Malformed;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or JsonException or SecurityTokenException)
        {
            return TokenFault.Malformed;
        }
    }

    private static TokenFault FaultOf(Exception failure) => failure switch
    {
        SecurityTokenInvalidAudienceException => TokenFault.WrongAudience,
        SecurityTokenInvalidIssuerException => TokenFault.UnknownIssuer,
        SecurityTokenSignatureKeyNotFoundException => TokenFault.UnknownKey,
        SecurityTokenInvalidAlgorithmException => TokenFault.WrongAlgorithm,
        SecurityTokenInvalidSignatureException => TokenFault.BadSignature,
        _ => TokenFault.Malformed,
    };

    private static TokenValidationResult Refused(TokenFault fault) => Refused(Problem.Of(fault));

    private static TokenValidationResult Refused(Problem problem) => new() { IsValid = false, Exception = new RefusedException(problem) };
}
