using System.Buffers;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Admission.Paths;

/// <summary>
/// The target of a request as a whole (RFC 9112 section 3.2), before its path is looked at: visible ASCII without a fragment (RFC 9110
/// section 4.2.5), in HTTP/2 too, where Kestrel takes more; and in absolute form an http(s) URL without user information (section 4.2.4).
/// </summary>
internal static class RequestTarget
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Where(character => character != '#')]);

    private static readonly Problem NotEncoded =
        new(Refusal.BadRequest) { Detail = "The request target has a character that has to be percent-encoded, such as # or a space" };

    private static readonly Problem NotHttp =
        new(Refusal.BadRequest) { Detail = "The request target is neither a path nor an http or https URL without user information" };

    public static Problem? ProblemOf(string target) =>
        target.AsSpan().ContainsAnyExcept(Allowed) ? NotEncoded
        : RequestPath.IsOriginForm(target) || target == "*" || IsHttpUrl(target) ? null
        : NotHttp;

    private static bool IsHttpUrl(ReadOnlySpan<char> target) =>
        (target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && !RequestPath.AuthorityOf(target).Contains('@');
}
