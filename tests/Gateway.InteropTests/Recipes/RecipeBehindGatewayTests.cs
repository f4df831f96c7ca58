using System.Text.Json.Nodes;

namespace Gateway.InteropTests.Recipes;

/// <summary>Each recipe as a service behind the gateway itself, which publishes its keys to it and sets the assertion.</summary>
public sealed class RecipeBehindGatewayTests
{
    public static TheoryData<string> Recipes => Recipe.Names;

    [SkippableTheory]
    [MemberData(nameof(Recipes))]
    public async Task A_recipe_is_told_who_calls_and_believes_nobody_else(string name)
    {
        var recipe = Recipe.Named(name);
        var port = RunningRecipe.FreePort();
        await using var issuer = await TestIssuer.StartAsync();
        await using var other = await RecordingUpstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Issuers': { 'main': { 'Issuer': '{{issuer.Url}}', 'Audience': '{{TestIssuer.Audience}}' } },
              'Scopes': { 'read': 'Read', 'write': 'Write' },
              'Apis': {
                'recipe': {
                  'Prefix': '/recipe',
                  'Upstream': 'http://127.0.0.1:{{port}}',
                  'ForwardClaims': ['https://example.com/roles', 'org'],
                  'AllowInPaths': ['EmptySegment', 'EncodedSlash', 'Semicolon'],
                  'Operations': { 'GET /{**rest}': 'read', 'POST /{**rest}': 'write' }
                },
                'other': { 'Prefix': '/other', 'Upstream': '{{other.Url}}', 'Operations': { 'GET /{**rest}': 'read' } }
              }
            }
            """);
        var url = gateway.Client.BaseAddress!.ToString().TrimEnd('/');
        using var service = await RunningRecipe.StartAsync(recipe, url, "recipe", port);

        var token = issuer.Token("read write", payload =>
        {
            payload["sub"] = "Zoë 山田";
            payload["https://example.com/roles"] = new JsonArray("manager");
            payload["org"] = new JsonObject { ["id"] = 42, ["name"] = "müller & söhne" };
        });
        await Eventually.IsSoAsync(async () =>
        {
            using var answer = await gateway.GetAsync("/recipe/7", token);
            return answer.IsSuccessStatusCode; // 503 while it has no keys
        });
        foreach (var path in new[] { "", "/", "/7", "/7/", "/7?all=true&x=%2F", "/caf%C3%A9/a%20b", "/a//b", "/a;v=1", "/a%2fb/%61" })
        {
            AssertJson.Equal(
                """
                {
                  "sub": "Zoë 山田", "client_id": "app", "caller": "user", "scope": "read write",
                  "claims": { "https://example.com/roles": ["manager"], "org": { "id": 42, "name": "müller & söhne" } }
                }
                """,
                await RunningRecipe.NamesAsync(gateway.GetAsync($"/recipe{path}", token, request =>
                    request.Headers.Add("Gateway-Assertion", "forged"))));
        }

        var machine = await RunningRecipe.NamesAsync(gateway.SendAsync("POST", "/recipe/7", issuer.MachineToken("payroll", "write")));
        AssertJson.Equal(
            """{ "sub": "payroll", "client_id": "payroll", "caller": "machine", "scope": "write", "claims": {} }""", machine);

        // Around the gateway: without anything, with headers as it writes them, and with an assertion that another service was given.
        await RunningRecipe.RefusesAsync(service.SendAsync("GET", "/7"));
        await RunningRecipe.RefusesAsync(service.SendAsync(
            "GET", "/7", ("Gateway-Subject", "ana"), ("Gateway-Caller", "user"), ("Gateway-Scopes", "read")));
        await RunningRecipe.RefusesAsync(service.SendAsync("GET", "/7", ("Authorization", $"Bearer {token}")));
        await gateway.GetAsync("/other/7", token).IsFromServiceAsync();
        await RunningRecipe.RefusesAsync(service.GetAsync("/7", other.Only.Header(RunningRecipe.Header)!));
    }
}
