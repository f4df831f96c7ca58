using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Gateway.Downstream;

namespace Gateway.Routes;

/// <summary>
/// Header names as services read them. Servers and languages fold them: CGI and WSGI turn every character that is no letter or digit into
/// "_" and ignore case, so <c>gateway_subject</c>, <c>Gateway.Subject</c> and <c>GATEWAY--SUBJECT</c> can all arrive as
/// <c>Gateway-Subject</c>; some readers drop the separators.
/// </summary>
internal static class HeaderName
{
    private const string FoldedPrefix = "gateway";

    private static readonly SearchValues<char> LettersAndDigits =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private static readonly FrozenSet<string> Ours = new[]
    {
        ClaimHeaders.Subject, ClaimHeaders.Client, ClaimHeaders.Caller, ClaimHeaders.Issuer,
        ClaimHeaders.Scopes, ClaimHeaders.Claims, ClaimHeaders.Assertion,
    }.Select(Letters).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a name could be read as one of the gateway's: by the prefix, or with its separators missing or elsewhere.</summary>
    public static bool IsReserved(string name) =>
        // Nearly every name ends here: without its separators it does not start like the prefix.
        StartsLikePrefix(name)
        && (Fold(name) is var folded && (folded == FoldedPrefix || folded.StartsWith(FoldedPrefix + '-', StringComparison.Ordinal))
            || Ours.Contains(Letters(name)));

    /// <summary>Lower case, every run of other characters than letters and digits one "-", none at either end.</summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                folded.Append(char.ToLowerInvariant(character));
            }
            else if (folded is [.., not '-'])
            {
                folded.Append('-');
            }
        }

        return folded is [.., '-'] ? folded.ToString(0, folded.Length - 1) : folded.ToString();
    }

    /// <summary>Only the letters and digits, lower case: what is left when a reader drops the separators.</summary>
    public static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    /// <summary>The same without an allocation, as far as there is room; how many it came to.</summary>
    public static int Letters(ReadOnlySpan<char> name, Span<char> letters)
    {
        var count = 0;
        foreach (var character in name)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                if (count == letters.Length)
                {
                    break;
                }

                letters[count++] = char.ToLowerInvariant(character);
            }
        }

        return count;
    }

    /// <summary>Whether two names have the same <see cref="Letters(string)"/>.</summary>
    public static bool AreAlike(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        while (true)
        {
            var (first, second) = (one.IndexOfAny(LettersAndDigits), other.IndexOfAny(LettersAndDigits));
            if (first < 0 || second < 0)
            {
                return first == second;
            }

            if (char.ToLowerInvariant(one[first]) != char.ToLowerInvariant(other[second]))
            {
                return false;
            }

            one = one[(first + 1)..];
            other = other[(second + 1)..];
        }
    }

    private static bool StartsLikePrefix(string name)
    {
        var matched = 0;
        foreach (var character in name)
        {
            if (char.IsAsciiLetterOrDigit(character)
                && (char.ToLowerInvariant(character) != FoldedPrefix[matched] || ++matched == FoldedPrefix.Length))
            {
                break;
            }
        }

        return matched == FoldedPrefix.Length;
    }
}
