using Gateway.Downstream.Keys;
using Gateway.Downstream.Refusals;
using Gateway.Downstream.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Downstream.Assertions;

/// <summary>
/// Verifies the gateway's assertion, in the one safe order:
/// 1. there is exactly one;
/// 2. form, type, algorithm: what is not well formed is believed in nothing;
/// 3. issuer, audience, time, method and path: one that would be refused whoever signed it costs no signature and no question;
/// 4. the key is one that the gateway publishes; it is asked about one that is not known yet;
/// 5. the signature, by <see cref="JsonWebTokenHandler"/>.
/// </summary>
internal sealed class AssertionVerifier
{
    private readonly GatewayKeys keys;
    private readonly TimeProvider clock;
    private readonly JsonWebTokenHandler library = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = CompactForm.CharsMax };
    private readonly AssertionRules rules;
    private readonly TokenValidationParameters parameters;

    public AssertionVerifier(GatewayIdentityOptions options, GatewayKeys keys, TestCallersKey? tests = null)
    {
        this.keys = keys;
        clock = options.TimeProvider!;
        rules = tests?.Rules ?? new AssertionRules(options);
        parameters = rules.ToParameters(keys.Find);
    }

    public async Task<Verdict> VerifyAsync(HttpRequest request)
    {
        // 1
        if (request.Headers[ClaimHeaders.Assertion] is not [{ } text])
        {
            return Refusal.Several;
        }

        // 2
        var (assertion, malformed) = Assertion.Read(text);
        if (assertion is null)
        {
            return malformed!;
        }

        // 3
        if (rules.WhyNot(assertion, request.Method, PathOf(request), clock.GetUtcNow()) is { } unacceptable)
        {
            return unacceptable;
        }

        // 4
        if (!keys.Know(assertion.KeyId))
        {
            await keys.AskForAsync(assertion.KeyId, request.HttpContext.RequestAborted);
        }

        if (!keys.Know(assertion.KeyId))
        {
            return keys.Available ? Refusal.UnknownKey : Refusal.KeysUnavailable;
        }

        // 5
        return await HasGoodSignatureAsync(text) ? assertion.Caller : Refusal.BadSignature;
    }

    /// <summary>
    /// As it came over the wire (RFC 9112 section 3.2.1), before anything decoded, normalized or moved it; without the query.
    /// </summary>
    private static ReadOnlySpan<char> PathOf(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.AsSpan();
        return target.IndexOf('?') is var query and >= 0 ? target[..query] : target;
    }

    private async Task<bool> HasGoodSignatureAsync(string assertion)
    {
        try
        {
            return (await library.ValidateTokenAsync(new JsonWebToken(assertion), parameters)).IsValid;
        }
        catch (Exception strange) when (strange is ArgumentException or SecurityTokenException)
        {
            // Well formed by our reading and not by the library's: then it is not what it seems.
            return false;
        }
    }
}
