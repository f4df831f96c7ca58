using System.Text.RegularExpressions;
using Gateway.Routes.Written;

namespace Gateway.Routes.Schema;

/// <summary>
/// Regular expressions as JSON Schema has them: of ECMA-262, which knows <c>^</c> and <c>$</c> for the ends of the text and not <c>\A</c>
/// and <c>\z</c>. Where the reader has an expression, it is the reader's.
/// </summary>
internal static class SchemaPattern
{
    public const string NotBlank = @"\S";

    /// <summary><c>${</c>, where no variable may stand.</summary>
    public const string Variable = @"\$\{";

    /// <summary><c>${</c> that does not begin a variable.</summary>
    public const string NoVariable = @"\$\{(?![A-Za-z_][A-Za-z0-9_]*(?::-(?:(?!\$\{)[^}])*)?\})";

    /// <summary>A name of the file's choice: of a claim, a destination.</summary>
    public const string Name = @"^(?!.*\$\{)(?=.*\S)";

    /// <summary>Begins like a JSON Pointer, and has a "~" that is neither "~0" nor "~1".</summary>
    public const string BadPointer = @"^/[\s\S]*~(?![01])";

    /// <summary>The name of a claim, or a JSON Pointer (<see cref="ClaimPath"/>).</summary>
    public const string Claim = @"^(?!.*\$\{)(?!/[\s\S]*~(?![01]))(?=.*\S)";

    public const string Address = $"^[Hh][Tt][Tt][Pp][Ss]?://{Host}{Rest}$";

    /// <summary>https, or the machine itself: in Development the reader accepts that without TLS.</summary>
    public const string SecureAddress =
        $@"^(?:[Hh][Tt][Tt][Pp][Ss]://{Host}|[Hh][Tt][Tt][Pp]://(?:[Ll][Oo][Cc][Aa][Ll][Hh][Oo][Ss][Tt]|127(?:\.[0-9]{{1,3}}){{1,3}}|\[::1\]))"
        + $"{Rest}$";

    /// <summary>RFC 9110 section 5.6.2: token.</summary>
    public const string HeaderName = "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$";

    /// <summary>A day of the calendar, but for the 29 February of the years that have none.</summary>
    public const string Day =
        "^[0-9]{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-9])|(?:0[13-9]|1[0-2])-30|(?:0[13578]|1[02])-31)$";

    /// <summary>A path of the service, or the name of a file.</summary>
    public const string OpenApi = $"^(?:/{Names}(?:\\?[A-Za-z0-9._~=&-]+)?|{Names})$";

    private const string Names = "(?:[A-Za-z0-9._~-]+/)*[A-Za-z0-9._~-]+";

    public const string Prefix = $"^(?:/{Literal})+$";

    private const string Host = @"(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?\.?|\[[0-9A-Fa-f:.]+\])";

    /// <summary>Port and path: visible ASCII without query, fragment and backslash.</summary>
    private const string Rest =
        @"(?::(?:[0-5]?[0-9]{1,4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(?:/[!-\x22$->@-\[\]-~]*)?";

    /// <summary><see cref="PathLiteral"/>.</summary>
    private const string Literal = @"(?:(?!::)[A-Za-z0-9._~!$&'()*+,=:@-])*[A-Za-z0-9_~!$&'()*+,=:@-]";

    /// <summary><see cref="PathConstraint"/>.</summary>
    private const string Constraint =
        @"(?:int|long|guid|alpha|bool|(?:min|max)\(-?[0-9]+\)|range\(-?[0-9]+,-?[0-9]+\)|(?:min|max)?length\([0-9]+\)|length\([0-9]+,[0-9]+\))";

    private const string ParameterName = "[A-Za-z_][A-Za-z0-9_]*";

    private const string Segment = $@"(?:{Literal}|\{{{ParameterName}(?::{Constraint})*\}})";

    private const string CatchAll = $@"\{{\*\*{ParameterName}\}}";

    /// <summary><see cref="OperationKey"/>: a method, spaces and a <see cref="PathTemplate"/>.</summary>
    public static readonly string Operation =
        $"^(?:{string.Join('|', OperationKey.Methods)}) +/(?:{Segment}(?:/{Segment})*(?:/{CatchAll})?|{CatchAll})?$";

    /// <summary>A time of YARP's that is more than nothing.</summary>
    public static readonly string TimeBeyondZero = $"^(?!-)(?=.*[1-9]){Of(YarpBinder.TimeForm)[1..]}";

    public static string Of(Regex expression) =>
        expression.ToString().Replace(@"\A", "^", StringComparison.Ordinal).Replace(@"\z", "$", StringComparison.Ordinal);
}
