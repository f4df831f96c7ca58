using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Gateway.Routes.Written;

namespace Gateway.Tools.Import;

/// <summary>Paths of other programs in the words of the routes file.</summary>
internal static partial class ImportedPath
{
    /// <summary>The segments, names of parameters without characters that they cannot have; or what is wrong with them.</summary>
    /// <param name="parameter">What a parameter is in the routes file, by its name there: <c>{id:int}</c>.</param>
    public static (ImmutableArray<string> Segments, string? Problem) Read(string path, Func<string, string>? parameter = null)
    {
        ImmutableArray<string> segments =
            [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(segment => Parameter.Replace(segment, match => Rename(match, parameter)))];
        return (segments, segments.IsEmpty ? null : PathTemplate.Parse("/prefix", $"/{string.Join('/', segments)}").Problem);
    }

    private static string Rename(Match match, Func<string, string>? parameter)
    {
        var name = match.Groups["name"].Value;
        var plain = new string([.. name.Select(one => char.IsAsciiLetterOrDigit(one) ? one : '_')]);
        plain = char.IsAsciiDigit(plain[0]) ? $"_{plain}" : plain;
        return match.Groups["stars"].Length > 0 ? $"{{**{plain}}}"
            : parameter is null ? $"{{{plain}{match.Groups["rest"].Value}}}"
            : parameter(name) is var type && type.Length > 0 ? $"{{{plain}:{type}}}" : $"{{{plain}}}";
    }

    [GeneratedRegex(@"\{(?<stars>\*{0,2})(?<name>[^{}:?=*]+)(?<rest>[^{}]*)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter { get; }
}
