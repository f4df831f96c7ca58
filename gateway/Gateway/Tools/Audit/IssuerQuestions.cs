using Gateway.Routes;

namespace Gateway.Tools.Audit;

internal static class IssuerQuestions
{
    /// <summary>RFC 7519 section 5.1: the type of any JWT.</summary>
    private const string TypeOfAnyJwt = "JWT";

    extension(Issuer issuer)
    {
        /// <summary>Presets that accept the type of any JWT know their vendor's tokens; a file that adds it to another preset opens that.</summary>
        public bool AcceptsMoreTypesThanItsPreset =>
            issuer.RequiredTests.IsEmpty
            && issuer.TokenTypes.Contains(TypeOfAnyJwt, StringComparer.OrdinalIgnoreCase)
            && !IssuerPresets.All.Single(preset => preset.Name == issuer.Preset).TokenTypes.Contains(TypeOfAnyJwt, StringComparer.OrdinalIgnoreCase);

        /// <summary>Every address that the trust in its tokens rests on.</summary>
        public IEnumerable<Uri> Addresses =>
            new[] { new Uri(issuer.Identifier), issuer.Metadata, issuer.Introspection?.Endpoint }.OfType<Uri>();
    }
}
