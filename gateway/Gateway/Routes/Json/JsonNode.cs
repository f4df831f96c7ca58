using System.Collections.Immutable;

namespace Gateway.Routes.Json;

/// <summary>A JSON value that knows where it is written.</summary>
internal abstract record JsonNode(Place Place)
{
    /// <summary>As a message names it: "a number".</summary>
    public abstract string Kind { get; }

    /// <summary>The value at the end of a path of member names.</summary>
    public JsonNode? At(params ReadOnlySpan<string> path)
    {
        var node = this;
        foreach (var name in path)
        {
            node = (node as JsonObject)?.Members.FirstOrDefault(member => member.Name == name)?.Value;
        }

        return node;
    }
}

/// <param name="Value">What it means: variables are replaced.</param>
/// <param name="Written">What the file says: the only form that a message may show, since a variable can hold a secret.</param>
internal sealed record JsonText(Place Place, string Value, string Written) : JsonNode(Place)
{
    public override string Kind => "a string";
}

internal sealed record JsonNumber(Place Place, string Digits) : JsonNode(Place)
{
    public override string Kind => "a number";
}

internal sealed record JsonBoolean(Place Place, bool Value) : JsonNode(Place)
{
    public override string Kind => Value ? "true" : "false";
}

internal sealed record JsonNull(Place Place) : JsonNode(Place)
{
    public override string Kind => "null";
}

internal sealed record JsonArray(Place Place, ImmutableArray<JsonNode> Items) : JsonNode(Place)
{
    public override string Kind => "an array";
}

internal sealed record JsonObject(Place Place, ImmutableArray<JsonMember> Members) : JsonNode(Place)
{
    public override string Kind => "an object";
}

/// <summary>A value about which a mistake has been reported already: whoever reads it says nothing more.</summary>
internal sealed record JsonUnusable(Place Place) : JsonNode(Place)
{
    public override string Kind => "unusable";
}

/// <param name="Place">Where the name is written.</param>
internal sealed record JsonMember(string Name, Place Place, JsonNode Value);
