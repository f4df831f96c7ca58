using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;

namespace Gateway.Routes;

/// <summary>
/// The path of a request as the client has written it, and all that is ambiguous in it. It is looked at as every server behind the gateway
/// might read it: decoded once, twice and three times, cut into segments at slashes of either kind.
/// </summary>
internal static class RequestPath
{
    /// <summary>
    /// Those that an API may allow, because its service is then sent exactly the client's spelling. The others are not: Kestrel resolves
    /// them, or has no path for them.
    /// </summary>
    public static readonly ImmutableArray<PathFault> Allowable =
        [.. Enum.GetValues<PathFault>().Where(fault => fault >= PathFault.EncodedSlash)];

    private const int DecodingsMax = 3;

    /// <summary>As long a path is looked at without memory of its own.</summary>
    private const int OrdinaryLength = 512;

    /// <summary>What cannot make a path ambiguous, but for two slashes: nearly every path has nothing else.</summary>
    private static readonly SearchValues<char> Harmless = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~!$&'()*+,=@/");

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    /// <summary>The path of a request target without its query (RFC 9112 section 3.2); empty when the target has none.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> target)
    {
        var path = IsOriginForm(target) ? target : AfterScheme(target)[AuthorityOf(target).Length..];
        var query = path.IndexOf('?');
        return query < 0 ? path : path[..query];
    }

    /// <summary>Of a target in absolute form: host, port, and whatever else a client has put there.</summary>
    public static ReadOnlySpan<char> AuthorityOf(ReadOnlySpan<char> url)
    {
        var rest = AfterScheme(url);
        // Some, System.Uri among them, read a backslash as a slash.
        var end = rest.IndexOfAny("/\\?");
        return end < 0 ? rest : rest[..end];
    }

    public static bool IsOriginForm(ReadOnlySpan<char> target) => target is ['/', ..];

    /// <summary>What is ambiguous in the path of a target and not allowed; of several the first of their list. None: it may be let in.</summary>
    /// <param name="api">Of the operation that it is; null: it is none, and nothing is allowed.</param>
    public static PathFault RefusedIn(ReadOnlySpan<char> target, Api? api)
    {
        // In absolute form Kestrel decodes an encoded slash: what was decided on would not be what is sent.
        var allowed = api is not null && IsOriginForm(target) ? api.AllowInPaths : PathFault.None;
        var refused = FaultsOf(Of(target)) & ~allowed;
        return refused & ~(refused - 1);
    }

    /// <summary>All that is ambiguous in a path of visible ASCII.</summary>
    public static PathFault FaultsOf(ReadOnlySpan<char> path)
    {
        if (!path.ContainsAnyExcept(Harmless) && !path.Contains("//", StringComparison.Ordinal))
        {
            return PathFault.None;
        }

        var bytes = path.Length <= OrdinaryLength ? stackalloc byte[OrdinaryLength] : new byte[path.Length];
        bytes = bytes[..Encoding.Latin1.GetBytes(path, bytes)];
        var faults = path.Contains('\\') ? PathFault.Backslash : PathFault.None;
        for (var decodings = 1; ; decodings++)
        {
            faults |= Decode(ref bytes, isFirst: decodings == 1) | FaultsOfDecoded(bytes);
            if (!HasEscape(bytes))
            {
                return faults;
            }

            faults |= PathFault.DoubleEncoding;
            if (decodings == DecodingsMax)
            {
                return faults | PathFault.BadEscape;
            }
        }
    }

    private static ReadOnlySpan<char> AfterScheme(ReadOnlySpan<char> url)
    {
        const string separator = "://";
        var at = url.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? [] : url[(at + separator.Length)..];
    }

    /// <summary>Once, in place.</summary>
    private static PathFault Decode(ref Span<byte> bytes, bool isFirst)
    {
        var (faults, length) = (PathFault.None, 0);
        for (var index = 0; index < bytes.Length; index++)
        {
            var value = bytes[index];
            if (value == '%' && EscapedAt(bytes[index..]) is { } escaped)
            {
                (value, index) = (escaped, index + 2);
                faults |= escaped switch
                {
                    (byte)'/' => PathFault.EncodedSlash,
                    (byte)'\\' => PathFault.EncodedBackslash,
                    (byte)'?' => PathFault.EncodedQuestionMark,
                    (byte)'#' => PathFault.EncodedHash,
                    _ => PathFault.None,
                };
            }
            else if (value == '%' && isFirst)
            {
                faults |= PathFault.BadEscape;
            }

            bytes[length++] = value;
        }

        bytes = bytes[..length];
        return faults;
    }

    private static PathFault FaultsOfDecoded(ReadOnlySpan<byte> path)
    {
        var faults = Utf8.IsValid(path) ? PathFault.None : PathFault.InvalidUtf8;
        if (path.ContainsAnyInRange((byte)0, (byte)0x1f) || path.Contains((byte)0x7f) || HasC1Control(path))
        {
            faults |= PathFault.ControlCharacter;
        }

        if (path.IndexOf("::"u8) >= 0)
        {
            faults |= PathFault.DoubleColon;
        }

        // What stands before the first slash is nothing, and a path may end in one.
        foreach (var range in path.SplitAny("/\\"u8))
        {
            var isAtAnEnd = range.Start.Value == 0 || range.End.Value == path.Length;
            faults |= FaultsOfSegment(path[range], isAtAnEnd);
        }

        return faults;
    }

    private static PathFault FaultsOfSegment(ReadOnlySpan<byte> segment, bool mayBeEmpty)
    {
        var parameters = segment.IndexOf((byte)';');
        var name = parameters < 0 ? segment : segment[..parameters];
        var faults = parameters < 0 ? PathFault.None : PathFault.Semicolon;
        if (name.IsEmpty)
        {
            return mayBeEmpty && parameters < 0 ? faults : faults | PathFault.EmptySegment;
        }

        // Windows drops final dots and spaces: what consists of nothing else may be any of them.
        if (name.Contains((byte)'.') && !name.ContainsAnyExcept((byte)'.', (byte)' '))
        {
            return faults | PathFault.DotSegment;
        }

        return name[^1] is (byte)'.' or (byte)' ' || segment[^1] is (byte)'.' or (byte)' ' ? faults | PathFault.TrailingDotOrSpace : faults;
    }

    /// <summary>U+0080 to U+009F, the next line character among them.</summary>
    private static bool HasC1Control(ReadOnlySpan<byte> path)
    {
        for (var at = path.IndexOf((byte)0xc2); at >= 0 && at + 1 < path.Length; at++)
        {
            if (path[at] == 0xc2 && path[at + 1] < 0xa0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasEscape(ReadOnlySpan<byte> bytes)
    {
        for (var rest = bytes; rest.IndexOf((byte)'%') is >= 0 and var at; rest = rest[(at + 1)..])
        {
            // %u002e is one to servers of old, which decode it last.
            if (EscapedAt(rest[at..]) is not null || (rest[at..] is [_, (byte)'u' or (byte)'U', _, _, _, _, ..] && IsHex(rest.Slice(at + 2, 4))))
            {
                return true;
            }
        }

        return false;
    }

    private static byte? EscapedAt(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 2 && IsHex(bytes[1..3]) && Utf8Parser.TryParse(bytes[1..3], out byte value, out _, 'X') ? value : null;

    private static bool IsHex(ReadOnlySpan<byte> digits) => !digits.ContainsAnyExcept(HexDigits);
}
