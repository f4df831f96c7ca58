using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;

namespace Gateway.Authentication.Keys;

/// <summary>What a key set document (RFC 7517 section 5) says: the keys to be used, and those that are not.</summary>
internal sealed record PublishedKeySet(ImmutableArray<IssuerKey> Keys, ImmutableArray<DroppedKey> Dropped)
{
    private const int KeysMax = 100;

    /// <summary>Deeper than any key is; a parser's stack is not the place to find out how deep.</summary>
    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 16 };

    /// <summary>How many keys are not used, by reason.</summary>
    public ImmutableSortedDictionary<KeyFault, int> Unused { get; } = Dropped.CountBy(key => key.Fault).ToImmutableSortedDictionary();

    /// <summary>The set, which may be empty; or why the document as a whole cannot be used.</summary>
    public static (PublishedKeySet? Set, FetchFault Fault) Read(
        ReadOnlyMemory<byte> json, ImmutableArray<string> algorithms, DateTimeOffset now)
    {
        try
        {
            if (!Utf8.IsValid(json.Span))
            {
                return (null, FetchFault.NotJson);
            }

            using var document = JsonDocument.Parse(json, Shallow);
            return Read(document.RootElement, algorithms, now);
        }
        catch (JsonException)
        {
            return (null, FetchFault.NotJson);
        }
    }

    private static (PublishedKeySet? Set, FetchFault Fault) Read(JsonElement root, ImmutableArray<string> algorithms, DateTimeOffset now)
    {
        if (ArrayOfKeys(root) is not { } entries)
        {
            return (null, FetchFault.NotKeySet);
        }

        if (entries.GetArrayLength() > KeysMax)
        {
            return (null, FetchFault.TooManyKeys);
        }

        var kids = entries.EnumerateArray().Select(KidOf).OfType<string>().CountBy(kid => kid, StringComparer.Ordinal).ToDictionary();
        var usable = ImmutableArray.CreateBuilder<IssuerKey>();
        var dropped = ImmutableArray.CreateBuilder<DroppedKey>();
        foreach (var entry in entries.EnumerateArray())
        {
            var kid = KidOf(entry);
            var (key, fault) = kid is not null && kids[kid] > 1 ? (null, KeyFault.DuplicateKid) : ReadKey(entry, algorithms, now);
            if (key is not null)
            {
                usable.Add(key);
            }
            else
            {
                dropped.Add(new DroppedKey(kid, fault));
            }
        }

        return (new(usable.ToImmutable(), dropped.ToImmutable()), usable.Count == 0 ? FetchFault.NoUsableKey : default);
    }

    private static JsonElement? ArrayOfKeys(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        try
        {
            // Member names are unique (RFC 7517 section 5): with two "keys" there is no telling which set was meant.
            var names = root.EnumerateObject().Select(member => member.Name).ToList();
            return names.Distinct(StringComparer.Ordinal).Count() == names.Count && root.TryGetProperty("keys", out var keys)
                && keys.ValueKind == JsonValueKind.Array
                ? keys
                : null;
        }
        catch (InvalidOperationException)
        {
            return null; // an escape that is half a character
        }
    }

    private static (IssuerKey? Key, KeyFault Fault) ReadKey(JsonElement entry, ImmutableArray<string> algorithms, DateTimeOffset now)
    {
        try
        {
            return PublishedKey.Read(entry, algorithms, now);
        }
        catch (InvalidOperationException)
        {
            return (null, KeyFault.Malformed); // an escape that is half a character
        }
    }

    /// <summary>Of keys that are not used for another reason too: a name that stands for two keys stands for none.</summary>
    private static string? KidOf(JsonElement entry)
    {
        try
        {
            return entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("kid", out var kid)
                && kid.ValueKind == JsonValueKind.String
                ? kid.GetString()
                : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>A published key that is not used, and why.</summary>
/// <param name="Kid">As the issuer wrote it; null when it wrote none.</param>
internal sealed record DroppedKey(string? Kid, KeyFault Fault);
