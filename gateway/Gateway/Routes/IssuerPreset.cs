using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Gateway.Routes;

/// <summary>
/// How the tokens of a kind of authorization server are built: data, so that a preset is added without touching the checks. The file names
/// one in <c>"Preset"</c> and changes only what does not fit. <see cref="IssuerPresets"/> has them all.
/// </summary>
internal sealed record IssuerPreset(string Name)
{
    /// <summary>
    /// RFC 7518 section 3.1, the asymmetric ones, by their exact names. A symmetric algorithm would make every holder of the verification
    /// key an issuer.
    /// </summary>
    public static readonly ImmutableArray<string> DefaultAlgorithms =
        ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    /// <summary>The accepted <c>typ</c> values of the header; an empty one stands for a token that has none.</summary>
    public required ImmutableArray<string> TokenTypes { get; init; }

    /// <summary>The one claim that holds the scopes.</summary>
    public string ScopeClaim { get; init; } = "scope";

    /// <summary>The claim that holds them when the caller is a machine, where that is another one.</summary>
    public string? AppScopeClaim { get; init; }

    public string ClientClaim { get; init; } = "client_id";

    /// <summary>A token that lacks one of them is refused.</summary>
    public required ImmutableArray<string> RequiredClaims { get; init; }

    /// <summary>What else has to hold: where the vendor writes the kind of token into the payload.</summary>
    public ImmutableArray<ClaimTest> RequiredTests { get; init; } = [];

    /// <summary>One of them holds: no user stands behind the token.</summary>
    public required ImmutableArray<CallerMark> MachineMarks { get; init; }

    /// <summary>
    /// One of them holds: a user does. Empty: whoever is no machine and has both a subject and a client is a user. A token that bears the
    /// marks of both, or of neither, is of an unknown caller.
    /// </summary>
    public ImmutableArray<CallerMark> UserMarks { get; init; } = [];

    /// <summary>False: its tokens have no <c>aud</c>, and a list of clients in the file takes its place.</summary>
    public bool HasAudience { get; init; } = true;

    /// <summary>Its tokens may have <c>permissions</c>, which the file can make scopes.</summary>
    public bool HasPermissions { get; init; }

    /// <summary>What every <c>iss</c> of this kind of server looks like; null when there is nothing to say.</summary>
    public IssuerForm? IssuerForm { get; init; }
}

/// <param name="Pattern">Matched against the whole <c>iss</c>.</param>
/// <param name="Cure">What to write, for a message.</param>
internal sealed record IssuerForm(Regex Pattern, string Cure);
