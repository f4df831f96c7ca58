using System.Text.Json.Nodes;
using Gateway.Documents.OpenApi.Copying;
using Gateway.Documents.OpenApi.Paths;
using Gateway.Routes;

namespace Gateway.Documents.OpenApi;

/// <summary>Writes the operations of one API.</summary>
/// <param name="service">Null: its service has no document.</param>
internal sealed class OperationWriter(Security security, ServiceCopy? service)
{
    public JsonObject Write(Entry entry, PathSlot slot, string id, JsonArray tags)
    {
        var described = entry.Described is { } known ? service!.Operation(known.Operation) : [];
        var operation = new JsonObject { ["operationId"] = id, ["tags"] = tags };
        operation["summary"] = Taken(described, "summary") ?? Texts.Of(entry.Described?.Item["summary"]) ?? entry.Operation.Id;
        operation["description"] = Description(entry, Taken(described, "description"));
        if (Parameters(entry, slot) is { Count: > 0 } parameters)
        {
            operation["parameters"] = parameters;
        }

        foreach (var (name, value) in described.ToList())
        {
            operation[name] = value?.DeepClone();
        }

        operation["responses"] = Responses(operation["responses"] as JsonObject ?? [], entry.Operation);
        operation["security"] = security.Of(entry.Operation.Requirement);
        if (entry.Operation.Deprecated is not null)
        {
            operation["deprecated"] = true;
        }

        operation["x-gateway-operation"] = entry.Operation.Id;
        if (Security.BeyondScopes(entry.Operation.Requirement) is { } needs)
        {
            operation["x-gateway-needs"] = needs;
        }

        return operation;
    }

    public void Finish() => service?.Finish();

    private static string? Taken(JsonObject described, string member) => described.Remove(member, out var value) ? Texts.Of(value) : null;

    private static string Description(Entry entry, string? ofService)
    {
        var needs = entry.Operation.Requirement is Requirement.Public ? "Needs no token." : $"Needs: {RequirementInWords.Of(entry.Operation.Requirement)}.";
        return string.IsNullOrWhiteSpace(ofService) ? needs : $"{ofService.TrimEnd()}\n\n{needs}";
    }

    private static JsonObject Responses(JsonObject described, Operation operation)
    {
        var responses = described.DeepClone().AsObject();
        if (responses.Count == 0)
        {
            responses["default"] = new JsonObject { ["description"] = "What the service answers." };
        }

        Refusals.AddTo(responses, operation);
        return responses;
    }

    /// <summary>Those of the path are the path's; the rest is what the service says.</summary>
    private JsonArray Parameters(Entry entry, PathSlot slot)
    {
        var known = entry.Described is { } described ? service!.ParametersOf(described.Operation, described.Item) : [];
        var ofPath = known.Where(IsOfPath).ToDictionary(parameter => Texts.Of(parameter["name"])!, StringComparer.Ordinal);
        var parameters = new JsonArray();
        for (var index = 0; index < entry.Path.Length; index++)
        {
            if (entry.Path[index] is { Literal: null } part)
            {
                parameters.Add(Parameter(part, slot.Names[index], ofPath.GetValueOrDefault(part.ServiceName ?? "")));
            }
        }

        foreach (var parameter in known.Where(parameter => !IsOfPath(parameter) && !IsCredential(parameter)))
        {
            parameters.Add(parameter);
        }

        return parameters;
    }

    private static JsonObject Parameter(PathPart part, string name, JsonObject? known)
    {
        var parameter = known?.DeepClone().AsObject() ?? new JsonObject
        {
            ["in"] = "path",
            ["schema"] = ParameterSchema.Of(part.Constraints),
        };
        if (part.Rest)
        {
            parameter["description"] = "Any further segments of the path, or none.";
        }

        parameter["name"] = name;
        parameter["required"] = true;
        return parameter;
    }

    private static bool IsOfPath(JsonObject parameter) => Texts.Of(parameter["in"]) == "path";

    /// <summary>What a token is sent in is not a parameter (OpenAPI 3.1, Parameter Object); and no credential of another kind gets through.</summary>
    private static bool IsCredential(JsonObject parameter) =>
        Texts.Of(parameter["in"]) == "header" && "authorization".Equals(Texts.Of(parameter["name"]), StringComparison.OrdinalIgnoreCase);
}
