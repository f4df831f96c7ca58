using System.Buffers;

namespace Gateway.Routes.Written;

/// <summary>
/// A segment of a path that stands for itself: pchar (RFC 3986 section 3.3) without escapes and without <c>;</c>. What request hygiene
/// turns away (a final dot, <c>::</c>) could never be reached and is refused here too.
/// </summary>
internal static class PathLiteral
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@");

    /// <summary>What is wrong with the segment, or null.</summary>
    public static string? Problem(string segment)
    {
        var bad = segment.AsSpan().IndexOfAnyExcept(Allowed);
        return segment switch
        {
            "" => "has an empty segment ('//')",
            _ when bad >= 0 => $"has {Describe(segment[bad])} in a segment; letters, digits and -._~!$&'()*+,=:@ may stand there",
            _ when segment.EndsWith('.') => "has a segment that ends in a dot; such a request is never let in",
            _ when segment.Contains("::", StringComparison.Ordinal) => "has '::' in a segment; such a request is never let in",
            _ => null,
        };
    }

    private static string Describe(char character) => character switch
    {
        ' ' => "a space",
        < ' ' or '\x7f' => "a control character",
        > '\x7f' => "a character outside ASCII",
        _ => $"'{character}'",
    };
}
