using System.Net;
using System.Text.Json;
using SampleService = global::Services.SampleService;

namespace Gateway.IntegrationTests.Services;

/// <summary>What all eight services have in common.</summary>
public sealed class SampleServiceTests
{
    private static readonly string[] Methods = ["get", "put", "post", "delete"];

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
    public async Task A_request_without_the_gateways_headers_is_refused_unless_the_operation_is_public(string name, string[] operations)
    {
        await using var service = await RunningService.StartAsync(name);

        foreach (var operation in operations.Except(["GET /next"]))
        {
            var (method, path) = (operation.Split(' ')[0], operation.Split(' ')[1].Replace("{id}", "1", StringComparison.Ordinal));
            var refused = await service.SendAsync(
                HttpMethod.Parse(method), path, caller: null, headers: [("Authorization", "Bearer token"), ("Gateway-Subject", "ana")]);

            refused.AssertRefused(HttpStatusCode.Unauthorized);
            Assert.Contains("through the gateway only", refused["detail"].GetString(), StringComparison.Ordinal);
        }
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
        (await service.PutAsync("/", Caller.User("ana"), new { })).AssertRefused(HttpStatusCode.MethodNotAllowed);
        (await service.DeleteAsync("/one", Caller.User("ana"))).AssertRefused(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_operation_the_routes_file_exposes_exists()
    {
        using var routes = JsonDocument.Parse(
            await File.ReadAllTextAsync(RoutesFile()), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var exposed = 0;
        foreach (var api in routes.RootElement.GetProperty("Apis").EnumerateObject().Select(api => api.Value))
        {
            var upstream = api.GetProperty("Upstream").GetString()!;
            var sample = SampleService.All.Single(s => upstream == $"${{{s.UrlVariable}:-{s.DefaultUrl}}}");
            await using var service = await RunningService.StartAsync(sample.Name);
            var listed = ListedIn((await service.GetAsync("/openapi/v1.json", caller: null)).Body).Keys;
            var prefix = api.TryGetProperty("KeepPrefix", out var kept) && kept.GetBoolean() ? api.GetProperty("Prefix").GetString() : "";
            foreach (var operation in api.GetProperty("Operations").EnumerateObject())
            {
                var words = operation.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                var path = (prefix + words[1].Replace(":int", "", StringComparison.Ordinal)).TrimEnd('/');
                Assert.Contains($"{words[0]} {(path == "" ? "/" : path)}", listed);
                exposed++;
            }
        }

        Assert.Equal(Services.Sum(row => ((string[])row[1]).Length), exposed);
    }

    private static Dictionary<string, JsonElement> ListedIn(JsonElement document) => document
        .GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject()
            .Where(member => Methods.Contains(member.Name))
            .Select(member => ($"{member.Name.ToUpperInvariant()} {path.Name}", member.Value)))
        .ToDictionary();

    private static string RoutesFile()
    {
        const string name = "appsettings.routes.json";
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, name)))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, name);
    }
}
