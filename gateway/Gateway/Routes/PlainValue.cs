using System.Buffers;

namespace Gateway.Routes;

/// <summary>
/// Which values may stand in a header as they are: short visible ASCII. Anything else would be lost, refused or cut by some server on the
/// way, or, with CR or LF in it, become a header of its own.
/// </summary>
internal static class PlainValue
{
    private const int LengthMax = 256;

    private static readonly SearchValues<char> Visible =
        SearchValues.Create([.. Enumerable.Range(0x21, 0x7E - 0x21 + 1).Select(code => (char)code)]);

    private static readonly SearchValues<char> VisibleAndSpace =
        SearchValues.Create([' ', .. Enumerable.Range(0x21, 0x7E - 0x21 + 1).Select(code => (char)code)]);

    public static bool IsPlain(string value) => value.Length is > 0 and <= LengthMax && !value.AsSpan().ContainsAnyExcept(Visible);

    /// <summary>The same with inner spaces and without the short limit, for the list of scopes; the total of all headers is limited.</summary>
    public static bool IsPlainList(string value) => !value.AsSpan().ContainsAnyExcept(VisibleAndSpace);

    /// <summary>Inner spaces allowed, none at the ends, where servers trim them.</summary>
    public static bool IsPlainText(string value) =>
        value.Length is > 0 and <= LengthMax && value[0] != ' ' && value[^1] != ' ' && IsPlainList(value);
}
