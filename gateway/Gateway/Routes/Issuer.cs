using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Gateway.Routes;

/// <summary>An authorization server whose tokens are accepted, and what a token of it has to look like: its preset with the file's changes.</summary>
/// <param name="Name">Its key in the file.</param>
/// <param name="Identifier">The exact <c>iss</c> (RFC 7519 section 4.1.1; RFC 8414 section 2).</param>
/// <param name="Metadata">Where its discovery document is.</param>
/// <param name="Audiences">One of them has to be in <c>aud</c>, compared exactly. Empty only where <see cref="Clients"/> takes its place.</param>
/// <param name="Algorithms">JWS <c>alg</c> values, compared exactly (RFC 7518 section 3.1).</param>
/// <param name="TokenTypes">
/// The <c>typ</c> values accepted, without <c>application/</c>; compared as media types, ignoring case (RFC 9068 section 4).
/// </param>
/// <param name="ScopeClaim">The one claim that holds the scopes: a space-separated string or an array of strings.</param>
/// <param name="ClientClaim">The claim that names the client.</param>
/// <param name="RequiredClaims">A token that lacks one of them is refused.</param>
/// <param name="MachineMarks">One of them holds: the caller is a machine.</param>
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
    ImmutableArray<CallerMark> MachineMarks,
    TimeSpan ClockSkew)
{
    /// <summary>Its name and a hash of its content: what a changed policy leaves unchanged keeps its id, and all that hangs on it.</summary>
    public string Id { get; init; } = Name;

    /// <summary>The name of its preset.</summary>
    public string Preset { get; init; } = IssuerPresets.Rfc9068.Name;

    /// <summary>One of them holds: the caller is a user. Empty: see <see cref="IssuerPreset.UserMarks"/>.</summary>
    public ImmutableArray<CallerMark> UserMarks { get; init; } = [];

    /// <summary>A token for which one of them does not hold is of another kind, and refused.</summary>
    public ImmutableArray<ClaimTest> RequiredTests { get; init; } = [];

    /// <summary>The claim that holds the scopes of a machine; null: the same as everybody's.</summary>
    public string? AppScopeClaim { get; init; }

    /// <summary>A claim whose values are scopes as well, because the file says so; null: there is none.</summary>
    public string? PermissionsClaim { get; init; }

    /// <summary>The clients whose tokens are accepted, compared exactly; empty: all of this issuer's.</summary>
    public ImmutableArray<string> Clients { get; init; } = [];

    /// <summary>A token that was issued longer ago is refused, however long it lasts; null: it may be used until it expires.</summary>
    public TimeSpan? MaxTokenAge { get; init; }

    /// <summary>How its opaque tokens are asked about; null: only JWTs of it are accepted.</summary>
    public Introspection? Introspection { get; init; }

    /// <summary><c>file:line</c> where it is written. It decides nothing: it is not in the JSON that route ids are hashes of.</summary>
    [JsonIgnore]
    public string Place { get; init; } = "";
}
