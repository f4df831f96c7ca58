using System.Collections.Immutable;
using Gateway.Routes.Json;

namespace Gateway.Tools.Import;

/// <summary>An OpenAPI document, version 3: one API, below a prefix of its own.</summary>
internal sealed class OpenApiImport
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch"];

    private readonly Draft draft;
    private readonly SourceObject root;
    private readonly OpenApiReferences references;
    private readonly OpenApiSecurity security;

    private OpenApiImport(SourceObject root, OpenApiReferences references, Draft draft)
    {
        this.draft = draft;
        this.root = root;
        this.references = references;
        security = new OpenApiSecurity(root, references, draft);
    }

    /// <summary>Null: it is carried over; else why the file is not one.</summary>
    public static string? Read(SourceObject root, JsonObject document, Draft draft)
    {
        if (root.TakeText("openapi") is not ['3', '.', ..])
        {
            return root.Has("swagger")
                ? "it is a document of Swagger 2.0; convert it to OpenAPI 3 first"
                : "it has no \"openapi\": \"3.…\", so it is no document of OpenAPI 3";
        }

        var import = new OpenApiImport(root, new OpenApiReferences(document), draft);
        var title = root.TakeObject("info")?.TakeText("title") ?? "api";
        var name = draft.ApiName(title);
        var api = new DraftApi(name, $"/{name}", import.ReadUpstream(), KeepPrefix: false, [], []);
        foreach (var path in root.TakeObject("paths")?.Members ?? [])
        {
            import.ReadPath(path, api);
        }

        draft.Apis.Add(api);
        root.Skip("components", "tags", "externalDocs", "jsonSchemaDialect");
        root.ListTheRest("of the document");
        return null;
    }

    private string? ReadUpstream()
    {
        var servers = root.TakeObjects("servers").ToList();
        var first = servers.FirstOrDefault();
        var address = first?.TakeText("url") ?? "";
        foreach (var variable in first?.TakeObject("variables")?.Members ?? [])
        {
            var value = variable.Value.At("default") is { } standard ? SourceObject.TextOf(standard) : null;
            draft.Left.Add(
                variable.Place, $"the variable {Wording.Quote(variable.Name)} of the server stands as its default {Wording.Quote(value ?? "")}");
            address = address.Replace($"{{{variable.Name}}}", value, StringComparison.Ordinal);
        }

        foreach (var other in servers.Skip(1))
        {
            draft.Left.Add(other.Place, "a further server is not carried over");
        }

        if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return address.TrimEnd('/');
        }

        draft.Left.Add(first?.Place ?? root.Place, "the document does not say where the service is: write \"Upstream\"");
        return null;
    }

    private void ReadPath(JsonMember path, DraftApi api)
    {
        if (!path.Name.StartsWith('/') || references.Resolve(path.Value) is not { } resolved)
        {
            draft.Left.Add(path.Place, $"{path.Name} is not carried over: it is no path that the document has");
            return;
        }

        var item = new SourceObject(resolved, draft.Left);
        var shared = item.TakeList("parameters");
        foreach (var method in Methods.Where(item.Has))
        {
            var member = item.Take(method)!;
            if (item.Of(member.Value, method) is { } operation)
            {
                Read(path, method.ToUpperInvariant(), operation, shared, member.Place, api);
            }
        }

        item.Skip("summary", "description");
        item.ListTheRest($"of {path.Name}");
    }

    private void Read(JsonMember path, string method, SourceObject operation, ImmutableArray<JsonNode> shared, Place place, DraftApi api)
    {
        var parameters = new OpenApiParameters(references, [.. operation.TakeList("parameters"), .. shared]);
        var (segments, problem) = ImportedPath.Read(path.Name, parameters.ConstraintOf);
        var requirement = security.Read(operation);
        operation.Skip("tags", "summary", "description", "externalDocs", "operationId", "requestBody", "responses", "deprecated");
        operation.ListTheRest($"of {method} {path.Name}");
        if (problem is not null)
        {
            draft.Left.Add(place, $"{method} {path.Name} is not carried over: the path {problem}");
            return;
        }

        api.Operations.Add(new DraftOperation(method, $"/{string.Join('/', segments)}", requirement, place));
        if (requirement.Open is { } open)
        {
            draft.Left.Add(place, $"{method} {path.Name} {open}");
        }
    }
}
