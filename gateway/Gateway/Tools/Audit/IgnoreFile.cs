using System.Collections.Immutable;
using System.Globalization;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.Audit;

/// <summary>
/// Reads which findings are accepted, and why, as strictly as the routes file: an entry that is misspelt would ignore nothing, or for ever.
/// </summary>
internal static class IgnoreFile
{
    /// <summary>Beside the routes file.</summary>
    public const string Name = "routes.audit.json";

    private const string Smallest = "{ \"Version\": 1, \"Ignore\": [ { \"Id\": \"…\", \"At\": \"…\", \"Why\": \"…\" } ] }";
    private const string UnknownRule = "unknown-rule";

    private static readonly ImmutableArray<string> Rules = [.. AuditRules.OfPolicies.Select(rule => rule.Id)];

    public static string Beside(string routes) => Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(routes)) ?? "", Name);

    public static ImmutableArray<IgnoreEntry> Read(string path, MistakeList mistakes) =>
        PlainFile.Read(path, mistakes) is { } content ? Read(content, mistakes) : [];

    private static ImmutableArray<IgnoreEntry> Read(ReadOnlyMemory<byte> content, MistakeList mistakes)
    {
        if (JsonTree.Parse(content, mistakes, Smallest) is not { } root
            || ObjectReader.Open(root, "the file", mistakes, "$schema", "Version", "Ignore") is not { } reader)
        {
            return [];
        }

        reader.Text("$schema");
        reader.RequireVersion();
        var items = reader.Require("Ignore", reader.FileStart, "the findings that are accepted") is { } list
            ? JsonValue.NonEmptyItems(list.Value, "\"Ignore\"", mistakes)
            : [];
        var entries = ImmutableArray.CreateBuilder<IgnoreEntry>();
        foreach (var item in items)
        {
            if (ReadEntry(item, mistakes) is not { } entry)
            {
                continue;
            }

            if (entries.Any(other => (other.Id, other.At) == (entry.Id, entry.At)))
            {
                var message = $"{Wording.Quote(entry.Id)} at {Wording.Quote(entry.At)} is already ignored; keep one";
                mistakes.Add(item.Place, MistakeCode.DuplicateValue, message);
            }

            entries.Add(entry);
        }

        return entries.ToImmutable();
    }

    private static IgnoreEntry? ReadEntry(JsonNode node, MistakeList mistakes)
    {
        if (ObjectReader.Open(node, "an entry of \"Ignore\"", mistakes, "Id", "At", "Why", "Until") is not { } reader)
        {
            return null;
        }

        reader.Require("Id", node.Place, "the rule, like \"OP-004\"");
        reader.Require("At", node.Place, "where, as the finding says it");
        reader.Require("Why", node.Place, "the reason, for whoever audits next");
        var (id, at, why) = (reader.Text("Id"), reader.Text("At"), reader.Text("Why"));
        if (id is not null && !Rules.Contains(id.Value))
        {
            mistakes.Add(
                id.Place,
                UnknownRule,
                $"{Wording.Quote(id.Written)} is not a rule whose findings can be ignored{DidYouMean.For(id.Value, Rules)}");
        }

        var until = ReadUntil(reader, mistakes);
        return id is null || at is null || why is null
            ? null
            : new IgnoreEntry(id.Value, at.Value, why.Value, until, node.Place.ToString());
    }

    private static DateOnly? ReadUntil(ObjectReader reader, MistakeList mistakes)
    {
        if (reader.Text("Until") is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        mistakes.Add(text.Place, MistakeCode.BadDate, $"\"Until\" {Wording.Quote(text.Written)} has to be a day, like \"2027-01-31\"");
        return null;
    }
}
