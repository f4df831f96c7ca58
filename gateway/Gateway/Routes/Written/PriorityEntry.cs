using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary><c>Priority</c> of an operation, or of an API for those that do not say.</summary>
internal static class PriorityEntry
{
    public const string Member = "Priority";

    public static Priority? Read(JsonNode? node, MistakeList mistakes) => node is null ? null : JsonValue.Choice(
        node,
        Member,
        MistakeCode.BadPriority,
        mistakes,
        ("critical", Priority.Critical),
        ("normal", Priority.Normal),
        ("sheddable", Priority.Sheddable));
}
