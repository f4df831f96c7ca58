using System.Collections.Immutable;
using Gateway.Routes;
using Gateway.Routes.Json;
using Gateway.Routes.Written;

namespace Gateway.Tools.Diff;

/// <summary>What a sample token is to say, before it is written the way its issuer writes tokens.</summary>
/// <param name="Issuer">By whose rules it is written.</param>
/// <param name="Other">What the other policy says of the same issuer: where both can be content, they are.</param>
internal sealed record TokenSketch(Issuer Issuer, Issuer? Other)
{
    public ImmutableArray<string> Scopes { get; init; } = [];

    public CallerKind Caller { get; init; } = CallerKind.User;

    public string Client { get; init; } = "some-client";

    /// <summary>Claim → value; null: the token does not have it. Those of <see cref="AsArrays"/> have it in an array.</summary>
    public ImmutableDictionary<string, string?> Claims { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>The claims whose value stands in an array, as which it does not fit into a header.</summary>
    public ImmutableHashSet<string> AsArrays { get; init; } = [];

    public string? Acr { get; init; }

    /// <summary>How long ago the user signed in; null: it does not say.</summary>
    public TimeSpan? SignedIn { get; init; }

    public string? Audience { get; init; } = Common(Issuer.Audiences, Other?.Audiences);

    public string Algorithm { get; init; } = Common(Issuer.Algorithms, Other?.Algorithms)!;

    /// <summary>Empty: none.</summary>
    public string Type { get; init; } = Common(Issuer.TokenTypes, Other?.TokenTypes)!;

    /// <summary>How long it still lasts; negative: how long ago it has expired.</summary>
    public TimeSpan ExpiresIn { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long ago it was issued.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>What marks the caller; null: the first mark that the issuer's preset has for this kind of caller.</summary>
    public CallerMark? Mark { get; init; }

    /// <summary>The claim that the scopes are in; null: where the issuer's preset has them.</summary>
    public string? ScopeClaim { get; init; }

    /// <summary>What is special about it that its other members do not say by themselves.</summary>
    public string? Remark { get; init; }

    /// <summary>What counts besides scopes, caller and client, for people.</summary>
    public IEnumerable<string> Facts =>
    [
        .. Claims.OrderBy(claim => claim.Key, StringComparer.Ordinal)
            .Select(claim => Wording.OneLine(claim.Value is null ? $"without {claim.Key}"
                : AsArrays.Contains(claim.Key) ? $"{claim.Key}: [{claim.Value}]" : $"{claim.Key}: {claim.Value}")),
        .. Acr is null ? [] : (string[])[$"acr: {Acr}"],
        .. SignedIn is { } ago ? [ago == TimeSpan.Zero ? "signed in just now" : $"signed in {Duration.Format(ago)} ago"] : (string[])[],
        .. Remark is null ? [] : (string[])[Wording.OneLine(Remark)],
    ];

    /// <summary>
    /// Of lists of what is accepted, of which an empty one accepts everything, a value that all accept; else one that the first accepts.
    /// </summary>
    public static string? Common(params ReadOnlySpan<ImmutableArray<string>?> lists)
    {
        string[] common = [];
        foreach (var list in lists)
        {
            if (list is { IsEmpty: false } next && (common.Length == 0 ? next : next.Intersect(common)).ToArray() is { Length: > 0 } narrowed)
            {
                common = narrowed;
            }
        }

        return common.FirstOrDefault();
    }
}
