using System.Collections.Immutable;
using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary><c>AllowInPaths</c> of an API: kinds of <see cref="PathFault"/> by their names.</summary>
internal static class AllowInPathsEntry
{
    public const string Member = "AllowInPaths";

    public static readonly ImmutableArray<string> Words = [.. RequestPath.Allowable.Select(fault => fault.ToString())];

    /// <summary>Transforms of YARP's that write the path anew.</summary>
    private static readonly string[] WritesPath = ["PathSet", "PathPrefix", "PathPattern", "PathRemovePrefix"];

    /// <param name="transforms">The operator's own; null: none.</param>
    public static PathFault Read(ObjectReader reader, JsonNode? transforms, MistakeList mistakes)
    {
        var allowed = PathFault.None;
        foreach (var kind in reader.Texts(Member))
        {
            if (Words.Contains(kind.Value, StringComparer.Ordinal))
            {
                allowed |= Enum.Parse<PathFault>(kind.Value);
                continue;
            }

            var hint = DidYouMean.For(kind.Value, Words);
            mistakes.Add(
                kind.Place,
                MistakeCode.BadPathKind,
                $"{Wording.Quote(kind.Written)} is nothing that can be allowed in a path{(hint.Length > 0 ? hint : $"; there are {Wording.List(Words)}")}");
        }

        if (reader.Find(Member) is { } member && WritesAnyPath(transforms))
        {
            const string message = $"\"{Member}\" beside a transform of the path, which would encode it anew; keep one of them";
            mistakes.Add(member.Place, MistakeCode.ConflictingMembers, message);
        }

        return allowed;
    }

    private static bool WritesAnyPath(JsonNode? transforms) =>
        (transforms as JsonArray)?.Items.OfType<JsonObject>()
            .Any(transform => transform.Members.Any(member => WritesPath.Contains(member.Name, StringComparer.OrdinalIgnoreCase))) ?? false;
}
