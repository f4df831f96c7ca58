using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Authentication;
using Gateway.Authentication.Form;
using Gateway.Routes;
using Gateway.Tools.Explain;

namespace Gateway.Tools.Inspect;

/// <summary>A token taken apart: all but its signature, which nobody needs to see. None of it has been verified.</summary>
/// <param name="Form">What the gateway would refuse its form for; null: nothing.</param>
/// <param name="LooksLike">The presets that fit its type and claims, the most demanding first.</param>
/// <param name="Issuer">The issuer of the routes file that it names; null: none, or no routes file at hand.</param>
/// <param name="Fits">What of it is as that issuer's entry asks.</param>
/// <param name="Verified">Never: whoever reads only this result is to know.</param>
internal sealed record InspectedToken(
    JsonElement Header,
    JsonElement Payload,
    ImmutableArray<TokenTime> Times,
    string? Form,
    ImmutableArray<string> LooksLike,
    string? Issuer,
    ImmutableArray<Fit> Fits,
    bool Verified = false)
{
    private static readonly ImmutableArray<string> TimeClaims = ["iat", "nbf", "exp", "auth_time"];

    /// <summary>Null when it is no JWT.</summary>
    public static InspectedToken? Read(string token, ImmutableArray<Issuer> known, DateTimeOffset now)
    {
        if (CompactForm.Split(token, out var parts) is not null
            || CompactForm.Decode(token.AsSpan(0, parts.HeaderLength)) is not { } first
            || StrictJson.ReadObject(first) is not { } header || StrictJson.ReadObject(parts.Payload) is not { } payload)
        {
            return null;
        }

        var fault = TokenForm.Read(token, out var read);
        var issuer = known.FirstOrDefault(one => one.Identifier == Text(payload, "iss"));
        return new InspectedToken(
            header,
            payload,
            [.. TimeClaims.Select(claim => (claim, at: NumericDate.Of(payload, claim))).Where(one => one.at is not null)
                .Select(one => new TokenTime(one.claim, one.at!.Value, PlainTime.Relative(one.at.Value, now)))],
            fault?.Description,
            Text(payload, "iss") is { } iss ? [.. PresetLikeness.Likely(iss, Text(header, "typ"), payload)] : [],
            issuer?.Name,
            read is null || known.IsEmpty ? [] : Fit.Of(read, issuer, known, now));
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <param name="Relative">In plain words: <c>3 min ago</c>.</param>
internal sealed record TokenTime(string Claim, DateTimeOffset At, string Relative);

/// <summary>One thing that an issuer's entry asks of its tokens, and whether this one has it.</summary>
internal sealed record Fit(VerificationStep Step, bool Holds, string? Detail)
{
    public static ImmutableArray<Fit> Of(UnverifiedToken token, Issuer? issuer, ImmutableArray<Issuer> known, DateTimeOffset now)
    {
        var facts = new TokenFacts(token.Header, token.Payload, issuer, known, now);
        return issuer is null ? [At(VerificationStep.Issuer, false)] :
        [
            At(VerificationStep.Issuer, true),
            At(VerificationStep.Type, facts.HasAcceptedType),
            At(VerificationStep.Audience, issuer.Audiences.IsEmpty || Audience.Includes(token.Payload, issuer.Audiences)),
            At(VerificationStep.Lifetime, (TokenLifetime.Check(token.Payload, now, issuer.ClockSkew) ?? TokenAge.Check(issuer, token.Payload, now)) is null),
            At(VerificationStep.Identity, CallerReader.Read(issuer, token.Payload, out _) is null),
        ];

        Fit At(VerificationStep step, bool holds) => new(step, holds, facts.At(step));
    }
}
