using System.Collections.Immutable;

namespace Gateway.Testing.Policies;

/// <summary>A policy as large as a whole company's: resources with their operations, evenly over the APIs.</summary>
public static class LargePolicy
{
    private const string Scope = "read";

    private static readonly ImmutableArray<(string Method, string Path)> OfResource =
    [
        ("GET", ""), ("POST", ""), ("GET", "/search"), ("GET", "/{id:int}"), ("PUT", "/{id:int}"), ("DELETE", "/{id:int}"),
        ("POST", "/{id:int}/approve"), ("GET", "/{id:int}/files"), ("GET", "/{id:int}/files/{name}"), ("GET", "/{id:int}/files/{name}/{**rest}"),
    ];

    /// <param name="tenants">Whether each path begins with a parameter: <c>/{tenant}/things-17/{id:int}</c>.</param>
    public static Policy Of(int operations, int apis, bool tenants = false) => new(
        PolicyIssuer.Examples,
        [new PolicyScope(Scope, [])],
        [.. Enumerable.Range(0, apis).Select(api => Api(api, operations / apis, tenants ? "/{tenant}" : ""))]);

    private static PolicyApi Api(int number, int operations, string start) => new(
        $"api-{number}",
        $"/api-{number}",
        "http://services.example",
        [],
        null,
        [.. Enumerable.Range(0, operations).Select(index => Operation(index, start))]);

    private static PolicyOperation Operation(int index, string start)
    {
        var (resource, which) = Math.DivRem(index, OfResource.Length);
        var (method, path) = OfResource[which];
        return new PolicyOperation(method, $"{start}/things-{resource}{path}", new PolicyRule.Token(new ScopeTree.One(Scope), null, [], [], [], null));
    }
}
