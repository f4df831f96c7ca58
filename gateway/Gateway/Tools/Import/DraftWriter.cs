using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Tools.Import;

/// <summary>The draft as a routes file: in the form of the sample, with what is left over as comments.</summary>
internal static class DraftWriter
{
    private const string Indent = "    ";

    /// <param name="source">The name of the file that was imported.</param>
    public static string Write(Draft draft, string source)
    {
        var text = new StringBuilder($"// Imported from {source}. The reference of this file is docs/routes.md.\n");
        text.Append("// The caller's Authorization header stays at the gateway: a service that reads it needs \"ForwardAuthorization\": true.\n");
        if (!draft.Left.Lines.IsEmpty)
        {
            text.Append("//\n// Not carried over, or to be decided:\n");
            text.AppendJoin("", draft.Left.Lines.Select(line => $"//   {line}\n"));
        }

        var apis = draft.Apis.Select(api => Member(api.Name, Api(api, draft.Left)));
        string[] sections = [.. Issuers(draft), .. Scopes(draft), Section("Apis", apis, ",\n\n")];
        return text.Append($"{{\n  \"Version\": 1,\n\n{string.Join(",\n\n", sections)}\n}}\n").ToString();
    }

    private static IEnumerable<string> Issuers(Draft draft) => draft.Issuers.Count == 0 ? [] :
        [Section("Issuers", draft.Issuers.Select(issuer => Member(issuer.Key, $$"""{ "Issuer": {{JsonForm.Quote(issuer.Value)}} }""")))];

    private static IEnumerable<string> Scopes(Draft draft) => draft.Scopes.Count == 0 ? [] :
        [Section("Scopes", draft.Scopes.Select(scope => Member(scope.Key, JsonForm.Quote(scope.Value))))];

    private static string Section(string name, IEnumerable<string> members, string between = ",\n") =>
        $"  {Member(name, JsonForm.Block('{', members, '}', "  ", between))}";

    private static string Api(DraftApi api, LeftOvers left)
    {
        List<string> members = [Member("Prefix", JsonForm.Quote(api.Prefix))];
        if (api.Upstream is not null)
        {
            members.Add(Member("Upstream", JsonForm.Quote(api.Upstream)));
        }

        if (api.KeepPrefix)
        {
            members.Add(Member("KeepPrefix", "true"));
        }

        members.Add(Member("Operations", Operations(api, left)));
        var yarp = new JsonObject(new[] { KeyValuePair.Create("Cluster", (JsonNode?)api.Cluster), KeyValuePair.Create("Route", (JsonNode?)api.Route) }
            .Where(part => part.Value!.AsObject().Count > 0).Select(part => KeyValuePair.Create(part.Key, part.Value?.DeepClone())));
        if (yarp.Count > 0)
        {
            members.Add(Member("Yarp", JsonForm.Of(yarp, $"{Indent}  ")));
        }

        return JsonForm.Block('{', members, '}', Indent);
    }

    /// <summary>One below the other: the methods as wide as the widest. What is to be decided stands behind its operation.</summary>
    private static string Operations(DraftApi api, LeftOvers left)
    {
        var width = api.Operations.Max(operation => operation.Method.Length);
        var lines = api.Operations.Select((operation, index) =>
        {
            var comma = index < api.Operations.Count - 1 ? "," : "";
            var comment = operation.Requirement.Open is null ? "" : $" // to be decided: {left.At(operation.Place)}";
            return $"{Indent}    {Member($"{operation.Method.PadRight(width)} {operation.Path}", operation.Requirement.Json)}{comma}{comment}\n";
        });
        return $"{{\n{string.Concat(lines)}{Indent}  }}";
    }

    private static string Member(string name, string value) => $"{JsonForm.Quote(name)}: {value}";
}
