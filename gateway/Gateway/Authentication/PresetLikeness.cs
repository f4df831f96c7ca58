using System.Text.Json;
using Gateway.Routes;

namespace Gateway.Authentication;

/// <summary>
/// Which preset a refused token would have been right for: of those that would take its type, claims and issuer, the one that asks for most.
/// It looks at the form only, so the token need not be verified; nothing is decided by it.
/// </summary>
internal static class PresetLikeness
{
    /// <summary>The name of another preset than the issuer's, or null: then its own fits as well as any, or none does.</summary>
    public static string? Of(Issuer issuer, string? typ, JsonElement payload)
    {
        // An ID token says nothing about the access tokens.
        if (TokenKind.IsOtherThanAccess(typ, payload))
        {
            return null;
        }

        var likely = Likely(issuer.Identifier, typ, payload).ToList();
        return likely.Contains(issuer.Preset) ? null : likely.FirstOrDefault();
    }

    /// <summary>The names of the presets that would take such a token, the most demanding first.</summary>
    public static IEnumerable<string> Likely(string issuer, string? typ, JsonElement payload) =>
        IssuerPresets.All.Where(preset => Fits(preset, issuer, typ, payload)).OrderByDescending(Demands).Select(preset => preset.Name);

    private static bool Fits(IssuerPreset preset, string issuer, string? typ, JsonElement payload) =>
        preset.IssuerForm?.Pattern.IsMatch(issuer) != false
        && TokenType.IsAccepted(typ, preset.TokenTypes)
        && preset.RequiredClaims.All(claim => payload.TryGetProperty(claim, out _))
        && preset.RequiredTests.All(test => test.Holds(payload));

    private static int Demands(IssuerPreset preset) =>
        preset.RequiredClaims.Length + preset.RequiredTests.Length + (preset.IssuerForm is null ? 0 : 1);
}
