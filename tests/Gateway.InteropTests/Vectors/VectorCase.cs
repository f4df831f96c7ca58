using System.Text.Json.Nodes;

namespace Gateway.InteropTests.Vectors;

/// <summary>One request to a service, and what the service has to make of it: a caller, or a refusal and the reason for it.</summary>
/// <param name="Assertion">The values of the header's lines: one, but for the cases about none and two.</param>
internal sealed record VectorCase(string Name, string[] Assertion, long At, string Method, string Path, JsonObject? Caller, string? Why)
{
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["name"] = Name,
            ["assertion"] = new JsonArray([.. Assertion.Select(line => JsonValue.Create(line))]),
            ["at"] = At,
            ["method"] = Method,
            ["path"] = Path,
        };
        if (Caller is not null)
        {
            json["caller"] = Caller.DeepClone();
        }
        else
        {
            json["why"] = Why;
        }

        return json;
    }
}
