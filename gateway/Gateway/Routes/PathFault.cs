namespace Gateway.Routes;

/// <summary>
/// What makes a path one that two servers read in two ways: a rule that was decided on one reading would be got around by the other. An API
/// can allow some of them by name (<see cref="RequestPath.Allowable"/>).
/// </summary>
[Flags]
internal enum PathFault
{
    None = 0,

    /// <summary>A <c>%</c> without two hexadecimal digits: <c>%zz</c>, <c>%u002e</c>; or an encoding of an encoding of an encoding.</summary>
    BadEscape = 1 << 0,

    /// <summary>Overlong forms and surrogates included.</summary>
    InvalidUtf8 = 1 << 1,

    /// <summary>NUL, tab, line ends and their kin, C1 included.</summary>
    ControlCharacter = 1 << 2,

    /// <summary>Written as it is, which no URL can be (RFC 3986 appendix A).</summary>
    Backslash = 1 << 3,

    /// <summary><c>.</c> and <c>..</c>, however they are encoded and whatever parameters they have (<c>..;x</c>).</summary>
    DotSegment = 1 << 4,

    EncodedSlash = 1 << 5,
    EncodedBackslash = 1 << 6,
    EncodedQuestionMark = 1 << 7,
    EncodedHash = 1 << 8,

    /// <summary><c>//</c>: some servers make it <c>/</c>.</summary>
    EmptySegment = 1 << 9,

    /// <summary>To Java servers what follows <c>;</c> is no part of the path.</summary>
    Semicolon = 1 << 10,

    /// <summary>To Windows <c>admin.</c> and <c>admin </c> are <c>admin</c>.</summary>
    TrailingDotOrSpace = 1 << 11,

    /// <summary>To Windows <c>page::$DATA</c> is <c>page</c>.</summary>
    DoubleColon = 1 << 12,

    /// <summary><c>%252e</c>: some servers decode twice.</summary>
    DoubleEncoding = 1 << 13,
}
