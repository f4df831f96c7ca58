using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Admission.Paths;

/// <summary>
/// A path that the service could read differently from the gateway is refused: the rule that it was decided by would be the wrong one. Asked
/// when routing has found the operation, since each API may allow some of it.
/// </summary>
internal static class AmbiguousPath
{
    /// <param name="api">Of the operation that it is; null: it is none.</param>
    public static Problem? ProblemOf(string target, Api? api) =>
        RequestPath.RefusedIn(target, api) is not PathFault.None and var fault ? ProblemOf(fault) : null;

    public static Problem ProblemOf(PathFault fault) => new(Refusal.AmbiguousPath)
    {
        Detail = "The path has " + fault switch
        {
            PathFault.BadEscape => "a % that is not followed by two hexadecimal digits, or is encoded over and over",
            PathFault.InvalidUtf8 => "percent-encoded bytes that are not UTF-8",
            PathFault.ControlCharacter => "a control character",
            PathFault.Backslash => "a backslash",
            PathFault.DotSegment => "a segment that is . or .. in some spelling",
            PathFault.EncodedSlash => "an encoded slash",
            PathFault.EncodedBackslash => "an encoded backslash",
            PathFault.EncodedQuestionMark => "an encoded question mark",
            PathFault.EncodedHash => "an encoded #",
            PathFault.EmptySegment => "an empty segment (//)",
            PathFault.Semicolon => "a semicolon",
            PathFault.TrailingDotOrSpace => "a segment that ends in a dot or a space",
            PathFault.DoubleColon => "two colons in a row",
            _ => "something that is encoded twice",
        },
    };
}
