using System.Collections.Frozen;
using Gateway.Downstream;

namespace Gateway.Claims;

/// <summary>
/// Which header names a service could read as one of the gateway's. Servers fold names: CGI and WSGI turn every character that is no
/// letter or digit into "_" and ignore case, so <c>gateway_subject</c>, <c>Gateway.Subject</c> and <c>GATEWAY--SUBJECT</c> can all
/// arrive as <c>Gateway-Subject</c>.
/// </summary>
internal static class ReservedNames
{
    private const string FoldedPrefix = "gateway-";

    private static readonly FrozenSet<string> Squeezed = new[]
    {
        ClaimHeaders.Subject, ClaimHeaders.Client, ClaimHeaders.Caller, ClaimHeaders.Issuer,
        ClaimHeaders.Scopes, ClaimHeaders.Claims, ClaimHeaders.Assertion,
    }.Select(Squeeze).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a name reads as one of ours: by the prefix, or with its separators missing or elsewhere.</summary>
    public static bool Covers(string name) =>
        // Nearly every header fails here: the letters of the prefix are not all in it, in order, at its start.
        StartsLikePrefix(name) && ((Fold(name) + '-').StartsWith(FoldedPrefix, StringComparison.Ordinal) || Squeezed.Contains(Squeeze(name)));

    /// <summary>Lower case, every run of other characters than letters and digits one "-", none at either end.</summary>
    public static string Fold(string name)
    {
        var folded = string.Create(name.Length, name, static (chars, name) =>
        {
            for (var i = 0; i < name.Length; i++)
            {
                chars[i] = char.IsAsciiLetterOrDigit(name[i]) ? char.ToLowerInvariant(name[i]) : '-';
            }
        });
        return string.Join('-', folded.Split('-', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Only the letters and digits, lower case: what is left when a reader drops separators.</summary>
    public static string Squeeze(string name) => Fold(name).Replace("-", "", StringComparison.Ordinal);

    private static bool StartsLikePrefix(string name)
    {
        const string Letters = "gateway";
        var matched = 0;
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) && (char.ToLowerInvariant(c) != Letters[matched] || ++matched == Letters.Length))
            {
                break;
            }
        }

        return matched == Letters.Length;
    }
}
