using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Authentication;
using Gateway.Authentication.Form;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Tools.Explain;

/// <summary>
/// A caller whom nobody has signed for: what the gateway would make of a token with these claims if its signature held. Checked is what
/// claims alone can tell, by the code that checks a token's.
/// </summary>
internal sealed class HypotheticalCaller(RouteTable table, DateTimeOffset now)
{
    private static readonly ImmutableArray<VerificationStep> OfClaims =
        [VerificationStep.Form, VerificationStep.Issuer, VerificationStep.Audience, VerificationStep.Lifetime, VerificationStep.Identity];

    private static readonly ImmutableArray<VerificationStep> OfPersona = [VerificationStep.Issuer, VerificationStep.Identity];

    /// <summary>
    /// A payload. Of <c>iss</c>, <c>aud</c>, <c>iat</c>, <c>exp</c> and <c>jti</c>, which only an issuer can know, those that it does not
    /// say are taken for right.
    /// </summary>
    /// <param name="assumed">The issuer of a payload that names none; may be null when it names one.</param>
    public Presented WithClaims(JsonElement claims, Issuer? assumed)
    {
        if (TokenForm.Read(Unsigned(Completed(claims, assumed)), out var read) is { } malformed)
        {
            return Presented.Of(CallerBasis.Hypothetical, new TokenResult.Refused(Problem.Of(malformed)), OfClaims, null);
        }

        var issuer = table.Issuers.FirstOrDefault(one => one.Identifier == read!.Issuer);
        var facts = new TokenFacts(null, read!.Payload, issuer, table.Issuers, now);
        return Presented.Of(CallerBasis.Hypothetical, Check(read.Payload, issuer), OfClaims, facts);
    }

    /// <summary>What a persona is, or who was made up from scopes.</summary>
    public Presented Taken(TokenResult result) => result switch
    {
        TokenResult.None => Presented.Nothing,
        TokenResult.Verified { Caller: var caller } => Presented.Of(
            CallerBasis.Hypothetical, result, OfPersona, new TokenFacts(null, caller.Payload, caller.Issuer, table.Issuers, now)),
        _ => Presented.Of(CallerBasis.Hypothetical, result, [], null),
    };

    private TokenResult Check(JsonElement payload, Issuer? issuer)
    {
        var fault = issuer is null ? TokenFault.UnknownIssuer : TokenAcceptance.WhyNot(issuer, payload, now);
        CallerIdentity? caller = null;
        fault ??= CallerReader.Read(issuer!, payload, out caller);
        return fault is null ? new TokenResult.Verified(caller!) : new TokenResult.Refused(Problem.Of(fault));
    }

    private byte[] Completed(JsonElement claims, Issuer? assumed)
    {
        var seconds = now.ToUnixTimeSeconds();
        var payload = claims.EnumerateObject().ToDictionary(claim => claim.Name, claim => (object)claim.Value, StringComparer.Ordinal);
        if (assumed is not null)
        {
            payload.TryAdd("iss", assumed.Identifier);
            payload.TryAdd("aud", assumed.Audiences);
        }

        payload.TryAdd("iat", seconds);
        payload.TryAdd("exp", seconds + 600);
        payload.TryAdd("jti", "hypothetical");
        return JsonSerializer.SerializeToUtf8Bytes(payload);
    }

    /// <summary>In the form of a token, for the gate that reads the form; what stands for its signature is worth nothing.</summary>
    private static string Unsigned(byte[] payload) =>
        $"{Base64Url.EncodeToString("""{"alg":"none"}"""u8)}.{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString([0])}";
}
