using System.Collections.Immutable;

namespace Gateway.Authentication;

/// <summary>The header's <c>typ</c>: a media type, in which a leading <c>application/</c> may be left out (RFC 7515 section 4.1.9).</summary>
internal static class TokenType
{
    private const string Application = "application/";

    public static bool IsAccepted(string? typ, ImmutableArray<string> accepted)
    {
        var type = typ ?? "";
        if (type.StartsWith(Application, StringComparison.OrdinalIgnoreCase))
        {
            type = type[Application.Length..];
        }

        return accepted.Contains(type, StringComparer.OrdinalIgnoreCase);
    }
}
