using System.Text.Json.Nodes;
using Gateway.Routes;

namespace Gateway.Documents.OpenApi;

/// <summary>How the gateway says no, as responses of the document. A refusal that more operations can meet is one more line here.</summary>
internal static class Refusals
{
    private const string Problem = "Problem";
    private const string MediaType = "application/problem+json";

    private static readonly (string Status, string Name, string Description, Func<Operation, bool> At)[] All =
    [
        ("401", "Unauthorized", "There is no token, or none that is accepted here.", TakesToken),
        ("403", "Forbidden", "The token is valid, and not sufficient.", TakesToken),
        ("429", "TooManyRequests", "A limit was reached; Retry-After says when to come again.", IsLimited),
    ];

    public static void AddTo(Components components)
    {
        components.Reserve("schemas", Problem);
        components.Set("schemas", Problem, Schema());
        foreach (var (_, name, description, _) in All)
        {
            components.Reserve("responses", name);
            components.Set("responses", name, new JsonObject { ["description"] = description, ["content"] = new JsonObject { [MediaType] = Content() } });
        }
    }

    /// <summary>401 is the gateway's alone. With the others the service may mean something as well, and keeps its word.</summary>
    public static void AddTo(JsonObject responses, Operation operation)
    {
        foreach (var (status, name, _, at) in All)
        {
            if (at(operation) && (status == "401" || !responses.ContainsKey(status)))
            {
                responses[status] = new JsonObject { ["$ref"] = Pointers.To("responses", name) };
            }
            else if (at(operation) && responses[status] is JsonObject own && !own.ContainsKey("$ref"))
            {
                var content = own["content"] as JsonObject ?? [];
                content.TryAdd(MediaType, Content());
                own["content"] = content;
            }
        }
    }

    private static bool TakesToken(Operation operation) => operation.Requirement is Requirement.Token;

    private static bool IsLimited(Operation operation) => !operation.AddressLimits.IsEmpty || !operation.CallerLimits.IsEmpty;

    private static JsonObject Content() => new() { ["schema"] = new JsonObject { ["$ref"] = Pointers.To("schemas", Problem) } };

    private static JsonObject Schema() => JsonNode.Parse("""
        {
          "type": "object",
          "description": "Why the gateway refused (RFC 9457).",
          "required": ["type", "title", "status", "code", "request_id"],
          "properties": {
            "type": { "type": "string", "format": "uri", "description": "A page about this kind of refusal." },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
            "code": { "type": "string", "description": "Stable: for programs." },
            "required": {
              "type": "array",
              "items": { "type": "array", "items": { "type": "string" } },
              "description": "The scopes that suffice: one of the lists, completely."
            },
            "missing": { "type": "array", "items": { "type": "string" }, "description": "The scopes that the token lacks." },
            "acr_values": { "type": "array", "items": { "type": "string" }, "description": "How to sign in: one of them (RFC 9470)." },
            "max_age": { "type": "integer", "description": "How many seconds ago the sign-in may have been (RFC 9470)." },
            "request_id": { "type": "string", "description": "Finds the decision in the gateway's log." }
          }
        }
        """)!.AsObject();
}
