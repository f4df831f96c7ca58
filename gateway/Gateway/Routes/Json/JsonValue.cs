using System.Collections.Immutable;

namespace Gateway.Routes.Json;

/// <summary>Takes a node as the type it has to be, or reports what it is instead.</summary>
internal static class JsonValue
{
    public static JsonText? Text(JsonNode node, string subject, MistakeList mistakes)
    {
        if (node is not JsonText text)
        {
            return Wrong<JsonText>(node, subject, "a string", mistakes);
        }

        if (!string.IsNullOrWhiteSpace(text.Value))
        {
            return text;
        }

        mistakes.Add(node.Place, MistakeCode.EmptyValue, $"{subject} is empty; write a value");
        return null;
    }

    /// <summary>One of a few words; any other is a mistake with this code.</summary>
    public static T? Choice<T>(JsonNode node, string name, string code, MistakeList mistakes, params ReadOnlySpan<(string Word, T Value)> choices)
        where T : struct
    {
        if (Text(node, Wording.Quote(name), mistakes) is not { } text)
        {
            return null;
        }

        foreach (var (word, value) in choices)
        {
            if (word == text.Value)
            {
                return value;
            }
        }

        string[] words = [.. choices.ToArray().Select(choice => choice.Word)];
        mistakes.Add(
            text.Place,
            code,
            $"{Wording.Quote(name)} is {Wording.OneOf(words)}, not {Wording.Quote(text.Written)}{DidYouMean.For(text.Value, words)}");
        return null;
    }

    public static bool? Flag(JsonNode node, string subject, MistakeList mistakes)
    {
        if (node is JsonBoolean flag)
        {
            return flag.Value;
        }

        Wrong<JsonBoolean>(node, subject, "true or false", mistakes);
        return null;
    }

    public static JsonObject? Object(JsonNode node, string subject, MistakeList mistakes) =>
        node as JsonObject ?? Wrong<JsonObject>(node, subject, "an object", mistakes);

    /// <summary>An object whose member names the file chooses; at least one.</summary>
    public static ImmutableArray<JsonMember> NonEmptyMembers(JsonNode node, string subject, MistakeList mistakes)
    {
        var members = Object(node, subject, mistakes)?.Members;
        if (members is [])
        {
            mistakes.Add(node.Place, MistakeCode.EmptyValue, $"{subject} is empty; name at least one");
        }

        return members ?? [];
    }

    public static ImmutableArray<JsonNode> NonEmptyItems(JsonNode node, string subject, MistakeList mistakes)
    {
        var items = (node as JsonArray ?? Wrong<JsonArray>(node, subject, "an array", mistakes))?.Items;
        if (items is [])
        {
            mistakes.Add(node.Place, MistakeCode.EmptyValue, $"{subject} is empty; name at least one");
        }

        return items ?? [];
    }

    /// <summary>An array of different strings, none of them blank, at least one.</summary>
    public static ImmutableArray<JsonText> Texts(JsonNode node, string subject, MistakeList mistakes)
    {
        var texts = ImmutableArray.CreateBuilder<JsonText>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in NonEmptyItems(node, subject, mistakes))
        {
            if (Text(item, $"an element of {subject}", mistakes) is not { } text)
            {
                continue;
            }

            if (!seen.Add(text.Value))
            {
                mistakes.Add(item.Place, MistakeCode.DuplicateValue, $"{Wording.Quote(text.Written)} is already in {subject}; keep one");
                continue;
            }

            texts.Add(text);
        }

        return texts.ToImmutable();
    }

    private static T? Wrong<T>(JsonNode node, string subject, string expected, MistakeList mistakes)
        where T : JsonNode
    {
        if (node is not JsonUnusable)
        {
            mistakes.Add(node.Place, MistakeCode.WrongType, $"{subject} has to be {expected}, not {node.Kind}");
        }

        return null;
    }
}
