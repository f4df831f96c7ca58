using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.Admission;

/// <summary>
/// How the servers behind a gateway read a header's name, each in its way. Written for the tests from what those servers do, and not from
/// what the gateway does against it.
/// </summary>
internal static partial class AsServicesRead
{
    private static readonly string[] Ours = ["SUBJECT", "CLIENT", "CALLER", "ISSUER", "SCOPES", "CLAIMS", "ASSERTION"];

    /// <summary>Whether some server could take it for one of the gateway's.</summary>
    public static bool AsOurs(string name) =>
        Readings(name).Any(read => read == "GATEWAY" || read.StartsWith("GATEWAY_", StringComparison.Ordinal))
        || Ours.Any(ours => Squeezed(name) == "GATEWAY" + ours);

    /// <summary>Whether some server could take the one for the other.</summary>
    public static bool AsTheSame(string name, string other) => Squeezed(name) == Squeezed(other);

    private static IEnumerable<string> Readings(string name)
    {
        // CGI, WSGI, PHP: HTTP_ and the name in upper case, everything else than letters and digits as "_".
        var cgi = NeitherLetterNorDigit().Replace(name, "_").ToUpperInvariant();
        yield return cgi;
        yield return Several().Replace(cgi, "_");
        yield return Several().Replace(cgi, "_").Trim('_');
    }

    private static string Squeezed(string name) => NeitherLetterNorDigit().Replace(name, "").ToUpperInvariant();

    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex NeitherLetterNorDigit();

    [GeneratedRegex("_+")]
    private static partial Regex Several();
}
