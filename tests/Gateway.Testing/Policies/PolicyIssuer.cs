using System.Collections.Immutable;

namespace Gateway.Testing.Policies;

/// <summary>
/// An issuer of a generated policy. With <c>rfc9068</c> a token is a user's or a machine's; with <c>keycloak</c> it may also fail to say.
/// </summary>
/// <param name="Identifier">The <c>iss</c> of its tokens.</param>
/// <param name="Metadata">Where its discovery document is.</param>
public sealed record PolicyIssuer(string Name, string Preset, string Identifier, string Metadata)
{
    public const string Rfc9068 = "rfc9068";
    public const string Keycloak = "keycloak";

    /// <summary>For tests that ask no issuer for its keys.</summary>
    public static readonly ImmutableArray<PolicyIssuer> Examples =
    [
        At("main", "https://main.example"),
        At("partner", "https://partner.example"),
        At("realm", "https://realm.example", Keycloak),
    ];

    /// <summary>The <c>ClockSkew</c> that an issuer has when the file does not say.</summary>
    public static TimeSpan ClockSkew => TimeSpan.FromSeconds(30);

    /// <param name="url">Where it is, without a final slash.</param>
    public static PolicyIssuer At(string name, string url, string preset = Rfc9068) =>
        new(name, preset, preset == Keycloak ? $"{url}/realms/r" : url, $"{url}/.well-known/openid-configuration");
}
