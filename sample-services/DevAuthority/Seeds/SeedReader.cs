using System.Text.Json;
using System.Text.Json.Serialization;
using DevAuthority.Start;

namespace DevAuthority.Seeds;

/// <summary>Reads the seeds file strictly: comments are welcome; an unknown, repeated or missing member stops the start.</summary>
internal static class SeedReader
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    internal static SeedFile Read(string path)
    {
        var file = Parse(path);
        var mistakes = SeedRules.MistakesIn(file);
        if (mistakes.Count > 0)
        {
            throw new StartRefusedException($"{path} has mistakes:{string.Concat(mistakes.Select(mistake => $"\n  - {mistake}"))}");
        }

        return file;
    }

    private static SeedFile Parse(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SeedFile>(File.ReadAllText(path), Strict)
                ?? throw new StartRefusedException($"{path} holds nothing.");
        }
        catch (JsonException unreadable)
        {
            throw new StartRefusedException($"{path}: {unreadable.Message}");
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"the seeds file cannot be read: {missing.Message}");
        }
    }
}
