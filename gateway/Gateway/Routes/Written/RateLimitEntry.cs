using System.Collections.Immutable;
using System.Globalization;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.Routes.Written;

/// <summary><c>RateLimit</c> of an API, which counts all its operations together, or of an operation.</summary>
internal static class RateLimitEntry
{
    public const string Member = "RateLimit";

    public static readonly string[] Words = ["address", "client", "subject", "scope"];

    private const int PermitsMax = 1_000_000;

    /// <param name="owner">The API or the operation, whose name the limits have.</param>
    /// <param name="isPublic">Whether nobody is known there.</param>
    public static ImmutableArray<RateLimit> Read(JsonMember? member, string owner, bool isPublic, MistakeList mistakes)
    {
        var limits = ImmutableArray.CreateBuilder<RateLimit>();
        foreach (var node in Nodes(member, mistakes))
        {
            if (Read(node, owner, isPublic, mistakes) is not { } limit)
            {
                continue;
            }

            if (limits.Any(other => other.Name == limit.Name))
            {
                mistakes.Add(node.Place, MistakeCode.DuplicateValue, $"there is a limit by {Words[(int)limit.By]} per {Duration.Format(limit.Per)} already; keep one");
                continue;
            }

            limits.Add(limit);
        }

        return limits.ToImmutable();
    }

    public static string NameOf(string owner, LimitBy by, TimeSpan per) => $"{owner}:{Words[(int)by]}:{Duration.Format(per)}";

    private static ImmutableArray<JsonNode> Nodes(JsonMember? member, MistakeList mistakes) => member?.Value switch
    {
        null => [],
        JsonArray several => JsonValue.NonEmptyItems(several, $"\"{Member}\"", mistakes),
        var one => [one],
    };

    private static RateLimit? Read(JsonNode node, string owner, bool isPublic, MistakeList mistakes)
    {
        if (ObjectReader.Open(node, $"\"{Member}\"", mistakes, RateLimitShape.Object.Names) is not { } reader)
        {
            return null;
        }

        reader.Require("Permits", reader.Place, "how many requests, like 10");
        reader.Require("Per", reader.Place, "within what time, like \"1m\"");
        reader.Require("By", reader.Place, "who counts as one caller, like \"client\"");
        var permits = reader.Find("Permits") is { } written ? ReadPermits(written, mistakes) : null;
        var per = Duration.Read(reader, "Per", "1s", "1d", "1m", mistakes);
        var by = reader.Choice(
            "By",
            MistakeCode.BadLimit,
            ("address", LimitBy.Address),
            ("client", LimitBy.Client),
            ("subject", LimitBy.Subject),
            ("scope", LimitBy.Scope));
        if (isPublic && by is not (null or LimitBy.Address))
        {
            const string message = "a public operation knows no caller but by address; write \"By\": \"address\"";
            mistakes.Add(reader.Find("By")!.Place, MistakeCode.BadLimit, message);
        }

        return permits is { } count && per is { } time && by is { } whom ? new RateLimit(NameOf(owner, whom, time), count, time, whom) : null;
    }

    private static int? ReadPermits(JsonMember member, MistakeList mistakes)
    {
        switch (member.Value)
        {
            case JsonNumber number when int.TryParse(number.Digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= PermitsMax:
                return count;
            case JsonNumber number:
                mistakes.Add(number.Place, MistakeCode.BadLimit, $"\"Permits\" {number.Digits} has to be a whole number from 1 to {PermitsMax}, like 10");
                return null;
            case JsonUnusable:
                return null;
            default:
                mistakes.Add(member.Value.Place, MistakeCode.WrongType, $"\"Permits\" has to be a number, not {member.Value.Kind}");
                return null;
        }
    }
}
