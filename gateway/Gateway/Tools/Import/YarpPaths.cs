using Gateway.Routes.Json;

namespace Gateway.Tools.Import;

/// <summary>The transforms of a route that change its path: which path the service sees, and the other transforms.</summary>
internal sealed class YarpPaths
{
    private readonly JsonArray? others;

    public YarpPaths(string path, JsonArray? transforms)
    {
        Inside = path;
        others = transforms is null ? null : transforms with { Items = [.. transforms.Items.Where(transform => !Apply(transform))] };
    }

    /// <summary>A template; null when a transform does something else to it.</summary>
    public string? Inside { get; private set; }

    /// <summary>The route with the transforms that are left.</summary>
    public JsonObject WithoutPaths(JsonObject route) => route with
    {
        Members =
        [
            .. route.Members.Where(member => !IsTransforms(member)),
            .. route.Members.Where(IsTransforms).Where(_ => others is { Items.IsEmpty: false }).Select(member => member with { Value = others! }),
        ],
    };

    private static bool IsTransforms(JsonMember member) => member.Name.Equals("Transforms", StringComparison.OrdinalIgnoreCase);

    private bool Apply(JsonNode transform)
    {
        if (transform is not JsonObject { Members: [var only] } || !only.Name.StartsWith("Path", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var value = SourceObject.TextOf(only.Value) ?? "";
        var prefix = value.TrimEnd('/');
        Inside = (only.Name.ToUpperInvariant(), Inside) switch
        {
            ("PATHREMOVEPREFIX", { } path) when path.StartsWith($"{prefix}/", StringComparison.OrdinalIgnoreCase) => path[prefix.Length..],
            ("PATHREMOVEPREFIX", { } path) when path.Equals(prefix, StringComparison.OrdinalIgnoreCase) => "/",
            ("PATHPREFIX", { } path) => prefix + path,
            ("PATHPATTERN", _) => value,
            ("PATHSET", { } path) when !path.Contains('{') => value,
            _ => null,
        };
        return true;
    }
}
