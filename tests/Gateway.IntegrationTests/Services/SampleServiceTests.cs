using System.Net;
using System.Text.Json;
using Gateway.Downstream;
using SampleService = global::Services.SampleService;

namespace Gateway.IntegrationTests.Services;

/// <summary>What all eight services have in common.</summary>
public sealed class SampleServiceTests
{
    private static readonly string[] Methods = ["get", "put", "post", "delete"];

    /// <summary>What whoever reaches a service around the gateway can write.</summary>
    private static readonly (string Name, string Value)[] Forged =
    [
        (ClaimHeaders.Subject, "ana"), (ClaimHeaders.Client, "mytodos"), (ClaimHeaders.Caller, "user"),
        (ClaimHeaders.Scopes, SampleRoutes.EveryScope), (ClaimHeaders.Issuer, "https://authority.example.com"),
    ];

    public static TheoryData<string, string[]> Services => new()
    {
        {
            "timesheets",
            ["GET /", "POST /", "GET /{id}", "DELETE /{id}", "POST /{id}/approve", "GET /whoami"]
        },
        { "calendar", ["GET /events", "POST /events", "GET /free-busy"] },
        { "contacts", ["GET /", "POST /{id}/invitations"] },
        { "tasks", ["GET /", "POST /", "DELETE /{id}"] },
        { "maps", ["GET /geocoding/coordinates", "POST /routes"] },
        { "accounts", ["GET /{id}/balance", "POST /{id}/transfers"] },
        { "events", ["GET /", "POST /", "PUT /{id}", "POST /{id}/registrations", "GET /next"] },
        { "imaging", ["GET /images", "DELETE /images/{id}"] },
    };

    [Fact]
    public void There_are_eight_services_each_on_a_port_of_its_own()
    {
        Assert.Equal(
            ["timesheets", "calendar", "contacts", "tasks", "maps", "accounts", "events", "imaging"],
            SampleService.All.Select(service => service.Name));
        Assert.Equal(Enumerable.Range(5101, 8), SampleService.All.Select(service => service.DefaultPort));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task The_OpenAPI_document_lists_every_operation_with_a_name_a_summary_and_its_answers(string name, string[] operations)
    {
        await using var service = await RunningService.StartAsync(name);

        var document = await service.GetAsync("/openapi/v1.json", caller: null);

        Assert.StartsWith("3.", document["openapi"].GetString(), StringComparison.Ordinal);
        var listed = ListedIn(document.Body);
        Assert.Equal(operations.Order(StringComparer.Ordinal), listed.Keys.Order(StringComparer.Ordinal));
        Assert.All(listed.Values, operation =>
        {
            Assert.NotEqual("", operation.GetProperty("operationId").GetString());
            Assert.NotEqual("", operation.GetProperty("summary").GetString());
            Assert.Contains(operation.GetProperty("responses").EnumerateObject(), answer => answer.Name[0] == '2');
        });
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_direct_call_with_forged_headers_and_a_token_is_refused_unless_the_operation_is_public(string name, string[] operations)
    {
        await using var service = await RunningService.StartAsync(name);

        foreach (var operation in operations.Except(["GET /next"]))
        {
            var (method, path) = (operation.Split(' ')[0], operation.Split(' ')[1].Replace("{id}", "1", StringComparison.Ordinal));
            var refused = await service.SendAsync(
                HttpMethod.Parse(method), path, caller: null, headers: [("Authorization", "Bearer token"), .. Forged]);

            refused.AssertRefused(HttpStatusCode.Unauthorized);
            Assert.Equal("no_assertion", refused["code"].GetString());
            Assert.Contains("through the gateway only", refused["detail"].GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_forged_assertion_is_refused_where_a_caller_is_needed_and_nobodys_on_a_public_operation()
    {
        await using var service = await RunningService.StartAsync("events");
        (string, string)[] forged = [(ClaimHeaders.Assertion, "e30.e30.AAAA"), .. Forged];

        var refused = await service.SendAsync(HttpMethod.Get, "/", caller: null, headers: forged);
        refused.AssertRefused(HttpStatusCode.Unauthorized);
        Assert.Equal("invalid_assertion", refused["code"].GetString());
        (await service.SendAsync(HttpMethod.Get, "/next", caller: null, headers: forged)).AssertStatus(HttpStatusCode.OK);
    }

    /// <summary>
    /// Defence in depth: where the routes file leaves no choice of scopes, the service asks for the same ones, and never for others.
    /// </summary>
    [Fact]
    public async Task An_operation_asks_for_the_scopes_of_the_routes_file_and_for_no_more()
    {
        var asked = 0;
        await using var services = new StartedServices();
        foreach (var (api, sample, operation) in Exposed())
        {
            var service = await services.OfAsync(sample.Name);
            var (method, path) = SampleRoutes.Towards(api, operation);
            var required = SampleRoutes.AllOf(operation.Value).Except(SampleRoutes.ImpliedScopes).ToArray();

            // A caller of the right kind, with a body that is none: what comes after the scopes may refuse it, but not for its scopes.
            var caller = Caller.Machine("image-archive") with { Scopes = string.Join(' ', required) };
            var enough = await service.SendAsync(HttpMethod.Parse(method), path.Replace("{id}", "1", StringComparison.Ordinal), caller);
            Assert.NotEqual(HttpStatusCode.Unauthorized, enough.Status);
            Assert.True(enough.Status != HttpStatusCode.Forbidden || !enough.Body.TryGetProperty("missing", out _), $"{method} {path}");

            foreach (var scope in required)
            {
                var without = caller with { Scopes = string.Join(' ', SampleRoutes.EveryScope.Split(' ').Except([scope])) };
                var refused = await service.SendAsync(HttpMethod.Parse(method), path.Replace("{id}", "1", StringComparison.Ordinal), without);
                refused.AssertRefused(HttpStatusCode.Forbidden);
                Assert.Equal("insufficient_scope", refused["code"].GetString());
                Assert.Equal($"""["{scope}"]""", refused["missing"].GetRawText());
                asked++;
            }
        }

        Assert.Equal(21, asked);
    }

    [Fact]
    public async Task The_401_names_a_way_in()
    {
        await using var service = await RunningService.StartAsync("tasks");

        using var response = await service.Client.GetAsync("/");

        Assert.Equal("Bearer realm=\"gateway\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_path_that_is_no_operation_is_refused_with_a_problem()
    {
        await using var service = await RunningService.StartAsync("tasks");

        (await service.GetAsync("/nothing/here", Caller.User("ana"))).AssertRefused(HttpStatusCode.NotFound);
        (await service.GetAsync("/nothing/here", caller: null)).AssertRefused(HttpStatusCode.Unauthorized);
        (await service.PutAsync("/", Caller.User("ana"), new { })).AssertRefused(HttpStatusCode.MethodNotAllowed);
        (await service.DeleteAsync("/one", Caller.User("ana"))).AssertRefused(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_operation_the_routes_file_exposes_exists()
    {
        var exposed = 0;
        await using var services = new StartedServices();
        foreach (var (api, sample, operation) in Exposed())
        {
            var service = await services.OfAsync(sample.Name);
            var listed = ListedIn((await service.GetAsync("/openapi/v1.json", caller: null)).Body).Keys;
            var (method, path) = SampleRoutes.Towards(api, operation);
            Assert.Contains($"{method} {path}", listed);
            exposed++;
        }

        Assert.Equal(Services.Sum(row => ((string[])row[1]).Length), exposed);
    }

    [Fact]
    public void A_service_is_for_the_APIs_that_the_routes_file_sends_to_it()
    {
        foreach (var sample in SampleService.All)
        {
            Assert.Equal(SampleRoutes.EveryApi.Where(api => SampleOf(api.Value) == sample).Select(api => api.Name), sample.Apis);
        }
    }

    private static IEnumerable<(JsonElement Api, SampleService Sample, JsonProperty Operation)> Exposed() =>
        from api in SampleRoutes.EveryApi
        from operation in api.Value.GetProperty("Operations").EnumerateObject()
        select (api.Value, SampleOf(api.Value), operation);

    private static SampleService SampleOf(JsonElement api)
    {
        var upstream = api.GetProperty("Upstream").GetString()!;
        return SampleService.All.Single(s => upstream == $"${{{s.UrlVariable}:-{s.DefaultUrl}}}");
    }

    private static Dictionary<string, JsonElement> ListedIn(JsonElement document) => document
        .GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject()
            .Where(member => Methods.Contains(member.Name))
            .Select(member => ($"{member.Name.ToUpperInvariant()} {path.Name}", member.Value)))
        .ToDictionary();

    /// <summary>Each at its first use.</summary>
    private sealed class StartedServices : IAsyncDisposable
    {
        private readonly Dictionary<string, RunningService> started = [];

        public async Task<RunningService> OfAsync(string name) =>
            started.TryGetValue(name, out var service) ? service : started[name] = await RunningService.StartAsync(name);

        public async ValueTask DisposeAsync()
        {
            foreach (var service in started.Values)
            {
                await service.DisposeAsync();
            }
        }
    }
}
