using System.Text.Json;
using Gateway.Routes;

namespace Gateway.Authentication.Revocation;

/// <summary>A file of revocations: <c>{ "revocations": [ … ] }</c>. All of it counts, or none: one mistake, and it is not used.</summary>
internal sealed class RevocationFile(string path, RoutesInForce routes)
{
    private const long SizeBytesMax = 64 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly RevocationReader reader = new(routes);

    public string Path => path;

    /// <summary>Its bytes; null when it cannot be read.</summary>
    public byte[]? Load()
    {
        try
        {
            return new FileInfo(path).Length <= SizeBytesMax ? File.ReadAllBytes(path) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <returns>The entries, or the first mistake.</returns>
    public (RevocationSet? Set, string? Mistake) Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, Strict);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || root.GetPropertyCount() != 1
                || !root.TryGetProperty("revocations", out var list)
                || list.ValueKind != JsonValueKind.Array)
            {
                return (null, "it has to be { \"revocations\": [ … ] }");
            }

            if (list.GetArrayLength() > Revocations.EntriesMax)
            {
                return (null, $"it has more than {Revocations.EntriesMax} revocations");
            }

            var entries = new List<RevocationEntry>(list.GetArrayLength());
            foreach (var item in list.EnumerateArray())
            {
                // There is no "now" in a file: it would be another one at every start.
                var (entry, mistake) = reader.Read(item, issuedBefore: null);
                if (entry is null)
                {
                    return (null, $"revocation {entries.Count + 1}: {mistake}");
                }

                entries.Add(entry);
            }

            return (new RevocationSet(entries), null);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return (null, "it is not JSON, or has a member twice");
        }
    }
}
