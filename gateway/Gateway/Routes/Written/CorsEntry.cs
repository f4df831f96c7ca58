using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary><c>Cors</c> of the file or of an API, which then has nothing of the file's.</summary>
internal static partial class CorsEntry
{
    /// <summary>What single-page apps set on a call: credential, content, conditions, retries, streams, and what finds the call again.</summary>
    private static readonly ImmutableArray<string> DefaultHeaders =
    [
        "Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key", "Last-Event-ID", "Prefer", "Request-Id",
        "traceparent", "tracestate",
    ];

    public static Cors? Read(JsonMember? member, MistakeList mistakes)
    {
        if (member is null || ObjectReader.Open(member.Value, "\"Cors\"", mistakes, CorsShape.Object.Names) is not { } reader)
        {
            return null;
        }

        reader.Require("Origins", reader.Place, "the origins whose pages may call, like [\"https://app.example.com\"]");
        var origins = ReadOrigins(reader, mistakes);
        var headers = ReadHeaders(reader, "Headers", mistakes);
        return new Cors(
            origins,
            headers.IsEmpty ? DefaultHeaders : headers,
            ReadHeaders(reader, "Expose", mistakes),
            reader.Flag("Credentials") ?? false,
            Duration.Read(reader, "MaxAge", "0s", "1d", "10m", mistakes) ?? TimeSpan.FromMinutes(10));
    }

    private static ImmutableArray<string> ReadOrigins(ObjectReader reader, MistakeList mistakes)
    {
        var origins = reader.Texts("Origins");
        foreach (var origin in origins.Where(origin => origin.Value != Cors.AnyOrigin && !Origin.IsMatch(origin.Value)))
        {
            mistakes.Add(
                origin.Place,
                MistakeCode.BadOrigin,
                $"{Wording.Quote(origin.Written)} is not an origin as browsers send it: scheme and host in lower case, a port only if it is not the "
                + "scheme's own, no path and no final '/', like \"https://app.example.com\"");
        }

        if (origins.FirstOrDefault(origin => origin.Value == Cors.AnyOrigin) is { } any)
        {
            if (origins.Length > 1)
            {
                mistakes.Add(any.Place, MistakeCode.ConflictingMembers, "\"*\" beside other origins: it is all of them; keep what is meant");
            }

            if (reader.Flag("Credentials") == true)
            {
                mistakes.Add(
                    reader.Find("Credentials")!.Place,
                    MistakeCode.ConflictingMembers,
                    "\"Credentials\" with every origin: any page could call in the name of whoever has it open; name the origins");
            }
        }

        return [.. origins.Select(origin => origin.Value)];
    }

    private static ImmutableArray<string> ReadHeaders(ObjectReader reader, string name, MistakeList mistakes)
    {
        var headers = reader.Texts(name);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers)
        {
            if (header.Value == "*" || !ForwardedHeader.IsToken(header.Value))
            {
                // To browsers "*" is every header but Authorization, and none where there are credentials.
                var message = $"{Wording.Quote(header.Written)} in {Wording.Quote(name)} is not a header name (RFC 9110 section 5.1); name each";
                mistakes.Add(header.Place, MistakeCode.RefusedHeader, message);
            }
            else if (!seen.Add(header.Value))
            {
                var message = $"{Wording.Quote(header.Written)} is already in {Wording.Quote(name)}, in other letters; keep one";
                mistakes.Add(header.Place, MistakeCode.DuplicateHeader, message);
            }
        }

        return [.. headers.Select(header => header.Value)];
    }

    // RFC 6454 section 6.2: what is not opaque; a scheme's own port is never written.
    [GeneratedRegex(@"\A(?!http://[^:]*:80\z|https://[^:]*:443\z)[a-z][a-z0-9+.-]*://(?:[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\])(?::[1-9][0-9]{0,4})?\z")]
    public static partial Regex Origin { get; }
}
