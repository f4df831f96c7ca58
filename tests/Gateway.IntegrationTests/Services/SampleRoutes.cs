using System.Text.Json;

namespace Gateway.IntegrationTests.Services;

/// <summary>The sample's routes file, as plain JSON: what the services are compared with.</summary>
internal static class SampleRoutes
{
    private const string Name = "appsettings.routes.json";

    public static JsonElement Root { get; } = JsonElement.Parse(
        File.ReadAllBytes(Find()), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });

    public static IEnumerable<JsonProperty> EveryApi => Root.GetProperty("Apis").EnumerateObject();

    /// <summary>The whole catalogue, separated by spaces.</summary>
    public static string EveryScope { get; } = string.Join(' ', Root.GetProperty("Scopes").EnumerateObject().Select(scope => scope.Name));

    /// <summary>Those that a token need not have because another one implies them.</summary>
    public static IEnumerable<string> ImpliedScopes => Root.GetProperty("Scopes").EnumerateObject()
        .Where(scope => scope.Value.ValueKind == JsonValueKind.Object && scope.Value.TryGetProperty("Implies", out _))
        .SelectMany(scope => scope.Value.GetProperty("Implies").EnumerateArray().Select(implied => implied.GetString()!));

    /// <summary>An operation's scopes if it needs all of them; empty where it needs none or leaves a choice.</summary>
    public static string[] AllOf(JsonElement operation) => operation.ValueKind switch
    {
        JsonValueKind.String => [operation.GetString()!],
        JsonValueKind.Object when operation.TryGetProperty("Scopes", out var scopes) => AllOf(scopes),
        JsonValueKind.Object when operation.TryGetProperty("AllOf", out var all) => [.. all.EnumerateArray().SelectMany(AllOf)],
        _ => [],
    };

    /// <summary>The method, and the path as the service receives it, with <c>{id}</c> where a value belongs.</summary>
    public static (string Method, string Path) Towards(JsonElement api, JsonProperty operation)
    {
        var words = operation.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var prefix = api.TryGetProperty("KeepPrefix", out var kept) && kept.GetBoolean() ? api.GetProperty("Prefix").GetString() : "";
        var path = (prefix + words[1].Replace(":int", "", StringComparison.Ordinal)).TrimEnd('/');
        return (words[0], path == "" ? "/" : path);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, Name)))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, Name);
    }
}
