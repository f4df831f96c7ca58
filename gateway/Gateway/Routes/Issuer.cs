using System.Collections.Immutable;

namespace Gateway.Routes;

/// <summary>An authorization server whose tokens are accepted, and what a token of it has to look like: its preset with the file's changes.</summary>
/// <param name="Name">Its key in the file.</param>
/// <param name="Identifier">The exact <c>iss</c> (RFC 7519 section 4.1.1; RFC 8414 section 2).</param>
/// <param name="Metadata">Where its discovery document is.</param>
/// <param name="Audiences">One of them has to be in <c>aud</c>, compared exactly. Never empty.</param>
/// <param name="Algorithms">JWS <c>alg</c> values, compared exactly (RFC 7518 section 3.1).</param>
/// <param name="TokenTypes">
/// The <c>typ</c> values accepted, without <c>application/</c>; compared as media types, ignoring case (RFC 9068 section 4). An empty string
/// among them accepts a token without <c>typ</c>.
/// </param>
/// <param name="ScopeClaim">The one claim that holds the scopes: a space-separated string or an array of strings.</param>
/// <param name="ClientClaim">The claim that names the client.</param>
/// <param name="RequiredClaims">A token that lacks one of them is refused.</param>
/// <param name="MachineMarks">One of them true: the caller is a machine.</param>
/// <param name="ClockSkew">Tolerance at <c>exp</c> and <c>nbf</c>.</param>
internal sealed record Issuer(
    string Name,
    string Identifier,
    Uri Metadata,
    ImmutableArray<string> Audiences,
    ImmutableArray<string> Algorithms,
    ImmutableArray<string> TokenTypes,
    string ScopeClaim,
    string ClientClaim,
    ImmutableArray<string> RequiredClaims,
    ImmutableArray<MachineMark> MachineMarks,
    TimeSpan ClockSkew)
{
    /// <summary>How its opaque tokens are asked about; null: only JWTs of it are accepted.</summary>
    public Introspection? Introspection { get; init; }
}
