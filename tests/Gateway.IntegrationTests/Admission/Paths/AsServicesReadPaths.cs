using System.Text;

namespace Gateway.IntegrationTests.Admission.Paths;

/// <summary>
/// How the servers behind a gateway read a path, each in its way. Written for the tests from what those servers do, and not from what the
/// gateway does against it.
/// </summary>
internal static class AsServicesReadPaths
{
    /// <summary>Decoded once, dot segments resolved: as the standards have it (RFC 3986 sections 2.4 and 5.2.4).</summary>
    public static string Plainly(string path) => Resolve(Decode(path));

    /// <summary>Everything that some server makes of it.</summary>
    public static IReadOnlySet<string> Readings(string path)
    {
        Func<string, string>[] habits =
        [
            Decode, // twice, with the one that all begin with
            WithoutParameters,
            text => text.Replace('\\', '/'),
            text => text.Replace("//", "/", StringComparison.Ordinal),
            WithoutTrailingDots,
            text => text.Split('\0')[0],
            text => text.Split('?', '#')[0],
            text => text.Split("::")[0],
            Resolve,
        ];
        var found = new HashSet<string>();
        var open = new Queue<string>([Decode(path)]);
        while (open.TryDequeue(out var reading))
        {
            if (found.Add(reading))
            {
                foreach (var habit in habits)
                {
                    open.Enqueue(habit(reading));
                }
            }
        }

        return found;
    }

    /// <summary>As lenient decoders do it: what is no escape stands for itself. One character for each byte.</summary>
    private static string Decode(string path)
    {
        var decoded = new StringBuilder();
        for (var index = 0; index < path.Length; index++)
        {
            if (path[index] == '%' && index + 2 < path.Length && Uri.IsHexEncoding(path, index))
            {
                decoded.Append(Uri.HexUnescape(path, ref index));
                index--;
            }
            else
            {
                decoded.Append(path[index]);
            }
        }

        return decoded.ToString();
    }

    private static string WithoutParameters(string path) => string.Join('/', path.Split('/').Select(segment => segment.Split(';')[0]));

    private static string WithoutTrailingDots(string path) =>
        string.Join('/', path.Split('/').Select(segment => segment is "." or ".." ? segment : segment.TrimEnd('.', ' ')));

    private static string Resolve(string path)
    {
        var kept = new List<string>();
        var segments = path.Split('/');
        for (var index = 0; index < segments.Length; index++)
        {
            var isLast = index == segments.Length - 1;
            switch (segments[index])
            {
                case "..":
                    if (kept.Count > 1)
                    {
                        kept.RemoveAt(kept.Count - 1);
                    }

                    break;
                case ".":
                    break;
                default:
                    kept.Add(segments[index]);
                    continue;
            }

            if (isLast)
            {
                kept.Add("");
            }
        }

        return string.Join('/', kept);
    }
}
