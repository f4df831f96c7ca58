using System.Text.Json;
using Gateway.Authentication;
using Gateway.Authentication.Form;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.Explain;

/// <summary>
/// What a well-formed token says, beside what its issuer's entry asks for: for the person who holds the token. Every value taken from it is
/// quoted, and so cannot speak to a terminal; of its signature nothing is here.
/// </summary>
/// <param name="Header">Null where only claims are known.</param>
/// <param name="Issuer">The file's entry; null when there is none for it.</param>
/// <param name="Known">The issuers of the file.</param>
internal sealed record TokenFacts(TokenHeader? Header, JsonElement Payload, Issuer? Issuer, IReadOnlyList<Issuer> Known, DateTimeOffset Now)
{
    /// <summary>Its type is right by the header, as far as that is known; the payload may still contradict.</summary>
    public bool HasAcceptedType => Issuer is null || Header is null
        || (TokenType.IsAccepted(Header.Type, Issuer.TokenTypes) && !TokenKind.IsOtherThanAccess(Header.Type, Payload)
            && Issuer.Algorithms.Contains(Header.Algorithm, StringComparer.Ordinal));

    /// <summary>The sentence about one step; null when there is nothing to say.</summary>
    public string? At(VerificationStep step) => (step, Issuer) switch
    {
        (VerificationStep.Form, _) => Header is null ? null : "a JWT",
        (VerificationStep.Issuer, { } issuer) => $"{issuer.Name} ({issuer.Identifier})",
        (VerificationStep.Issuer, null) => Stranger(),
        (VerificationStep.Type, { } issuer) when Header is not null =>
            $"typ {Quoted(Header.Type)}, alg {Quoted(Header.Algorithm)}; accepted are typ {AnyOf(issuer.TokenTypes)} and alg {string.Join(' ', issuer.Algorithms)}",
        (VerificationStep.Signature, _) when Header is not null => $"kid {Quoted(Header.KeyId)}",
        (VerificationStep.Audience, { Audiences.IsEmpty: false } issuer) => $"aud {Claim("aud")}; accepted is {AnyOf(issuer.Audiences)}",
        (VerificationStep.Audience, { } issuer) => $"tokens of preset {issuer.Preset} have none; their clients take its place",
        (VerificationStep.Lifetime, { } issuer) => Lifetime(issuer),
        (VerificationStep.Identity, { } issuer) => Identity(issuer),
        _ => null,
    };

    private static string Quoted(string? text) => text is null ? "missing" : Wording.Quote(text);

    private static string AnyOf(IEnumerable<string> values) => string.Join(" or ", values.Select(Wording.Quote));

    private string Claim(string name) => Payload.TryGetProperty(name, out var value) ? Wording.Line(value.GetRawText()) : "missing";

    private string Stranger()
    {
        var iss = Payload.TryGetProperty("iss", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        var slash = Known.FirstOrDefault(one => iss is not null && one.Identifier.TrimEnd('/') == iss.TrimEnd('/'));
        return $"iss {Quoted(iss)} is none of {AnyOf(Known.Select(one => one.Identifier))}"
            + (slash is null ? "" : $": it differs from {slash.Name}'s in the final '/' only");
    }

    private string Lifetime(Issuer issuer)
    {
        List<string> said = [];
        Add("iat", "issued");
        Add("nbf", "not before");
        Add("exp", Time("exp") <= Now ? "expired" : "expires");
        if (issuer.MaxTokenAge is { } max)
        {
            said.Add($"accepted for {PlainTime.Length(max)} from iat");
        }

        return string.Join(", ", said);

        void Add(string claim, string verb)
        {
            if (Time(claim) is { } time)
            {
                said.Add($"{verb} {PlainTime.Relative(time, Now)}");
            }
        }
    }

    private string Identity(Issuer issuer)
    {
        var missing = issuer.RequiredClaims.Where(claim => !Payload.TryGetProperty(claim, out _)).ToList();
        return missing.Count > 0
            ? $"preset {issuer.Preset} asks for {string.Join(", ", issuer.RequiredClaims)}; missing: {string.Join(", ", missing)}"
            : $"sub {Claim("sub")}, {issuer.ClientClaim} {Claim(issuer.ClientClaim)}"
                + (issuer.Clients.IsEmpty ? "" : $"; accepted is {AnyOf(issuer.Clients)}");
    }

    private DateTimeOffset? Time(string claim) => NumericDate.Of(Payload, claim);
}
