using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Gateway.Testing;

/// <summary>
/// Every token that a test's issuer has signed, and every admin token, by the beginning of each of their parts. Whatever a gateway says about
/// itself is looked through for them when its test ends. Thread safe; tests run side by side.
/// </summary>
public static partial class IssuedSecrets
{
    /// <summary>So much of a part is as good as the part: 18 bytes. Two tokens may begin alike, and then either is one too many in a log.</summary>
    private const int Beginning = 24;

    private static readonly ConcurrentDictionary<string, bool> Beginnings = new(StringComparer.Ordinal);

    /// <summary>A token whose header says nothing secret: its payload and signature.</summary>
    public static string KeepToken(string token)
    {
        foreach (var part in token.Split('.')[1..])
        {
            Keep(part);
        }

        return token;
    }

    public static void Keep(string secret)
    {
        if (secret.Length >= Beginning)
        {
            Beginnings[secret[..Beginning]] = true;
        }
    }

    /// <summary>The first of them in a text; null: there is none.</summary>
    public static string? FirstIn(string text)
    {
        var known = Beginnings.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var run in Runs().EnumerateMatches(text))
        {
            for (var at = run.Index; at <= run.Index + run.Length - Beginning; at++)
            {
                if (known.ContainsKey(text.AsSpan(at, Beginning)))
                {
                    return text.Substring(Math.Max(0, at - 100), Math.Min(text.Length - Math.Max(0, at - 100), 100 + Beginning));
                }
            }
        }

        return null;
    }

    /// <summary>Throws with where it is.</summary>
    public static void RequireNoneIn(string text, string what)
    {
        if (FirstIn(text) is { } found)
        {
            throw new InvalidOperationException($"There is a secret in {what}, at the end of: {found}");
        }
    }

    /// <summary>Base64url.</summary>
    [GeneratedRegex("[A-Za-z0-9_-]{24,}")]
    private static partial Regex Runs();
}
