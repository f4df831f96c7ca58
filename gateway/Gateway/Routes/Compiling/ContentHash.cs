using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateway.Routes.Compiling;

/// <summary>Hashes that stand for content: what changes is named anew, what stays keeps its name across reloads.</summary>
internal static class ContentHash
{
    private const int ShortLength = 12;

    public static string OfFile(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>
    /// Of one file its content's, so that <c>sha256sum</c> says the same; of several that of their names and hashes, wherever they lie: two
    /// instances with the same policy say the same.
    /// </summary>
    public static string OfFiles(ImmutableArray<RoutesFileText> files) => files is [var one]
        ? OfFile(one.Content.Span)
        : OfFile(JsonSerializer.SerializeToUtf8Bytes(
            [.. files.Select(file => new FileContent(Path.GetFileName(file.Name), OfFile(file.Content.Span)))], ContentJson.Default.ImmutableArrayFileContent));

    /// <summary>The first digits of the hash of the content as JSON, whose quoting keeps neighbouring values apart.</summary>
    /// <param name="written">Of <see cref="ContentJson"/>.</param>
    public static string Short<T>(T content, JsonTypeInfo<T> written) => OfFile(JsonSerializer.SerializeToUtf8Bytes(content, written))[..ShortLength];
}
