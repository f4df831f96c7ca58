using System.Text;
using System.Text.Json.Nodes;
using Gateway.Documents.OpenApi;
using Gateway.Routes;
using SampleService = global::Services.SampleService;

namespace Gateway.InteropTests.OpenApi;

/// <summary>Whatever the services say, the document is valid OpenAPI 3.1, by a validator that nobody here wrote, and each reference in it leads somewhere.</summary>
public sealed class OpenApiDocumentTests
{
    private static readonly string[] SampleServices = ["timesheets", "calendar", "contacts", "tasks", "maps", "accounts", "events", "imaging"];

    [SkippableFact]
    public async Task The_sample_s_document_is_valid_as_stubs_and_as_its_services_describe_themselves()
    {
        var table = RouteTableReader.Read(Repository.PathOf("appsettings.routes.json"), new RoutesEnvironment("Development", _ => null)).Table!;
        var known = new Dictionary<string, ServiceDocument>();
        foreach (var name in SampleServices)
        {
            var document = await DocumentOfAsync(name);
            foreach (var api in name == "maps" ? ["geocoding", "routes"] : new[] { name })
            {
                known[api] = document;
            }
        }

        var described = Describe(table, known);

        Assert.Equal([DocumentValidator.Valid, DocumentValidator.Valid], await DocumentValidator.ValidateAsync(Describe(table, []), described));
        Assert.Equal(table.Operations.Length, OperationsOf(described).Count());
        Assert.DoesNotContain(OperationsOf(described), operation => operation["responses"]!.AsObject().ContainsKey("default"));
    }

    [SkippableFact]
    public async Task Services_that_are_made_to_break_it_do_not()
    {
        var tables = Policy(1);
        JsonObject[] documents = [.. ServiceTexts.All.Values.Select(text => Describe(tables, new() { ["api0"] = Document(text) }))];

        var verdicts = await DocumentValidator.ValidateAsync(documents);

        Assert.Equal(
            ServiceTexts.All.Keys.Select(name => $"{name}: {DocumentValidator.Valid}"),
            ServiceTexts.All.Keys.Zip(verdicts).Select(pair => $"{pair.First}: {pair.Second}"));
        Assert.All(documents, document => Assert.DoesNotContain("internal", document.ToJsonString(), StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Services_that_call_everything_the_same_do_not_mix()
    {
        var texts = ServiceTexts.All.Values.ToList();
        var services = texts.Select((text, index) => ($"api{index}", Document(text))).ToDictionary(pair => pair.Item1, pair => pair.Item2);

        var document = Describe(Policy(texts.Count), services);

        Assert.Equal([DocumentValidator.Valid], await DocumentValidator.ValidateAsync(document));
        var ids = OperationsOf(document).Select(operation => operation["operationId"]!.GetValue<string>()).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [SkippableFact]
    public async Task The_validator_does_find_something() =>
        Assert.DoesNotContain(DocumentValidator.Valid, await DocumentValidator.ValidateAsync(
            JsonNode.Parse("""{ "openapi": "3.1.0", "info": {}, "paths": {} }""")!.AsObject(),
            JsonNode.Parse("""{ "openapi": "3.1.0", "info": { "title": "x", "version": "1" }, "paths": { "/x": { "get": { "responses": { "200": { "$ref": "#/nowhere" } } } } } }""")!.AsObject()));

    private static IEnumerable<JsonNode> OperationsOf(JsonObject document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(method => method.Value!);

    private static JsonObject Describe(RouteTable table, Dictionary<string, ServiceDocument> services) =>
        GatewayDocument.Of(table, services, new Dictionary<string, IssuerEndpoints>(), "https://api.example.com").Json;

    private static ServiceDocument Document(string text)
    {
        var (document, problem) = ServiceDocument.Read(Encoding.UTF8.GetBytes(text.Replace('\'', '"')));
        Assert.Null(problem);
        return document!;
    }

    private static RouteTable Policy(int apis)
    {
        var written = Enumerable.Range(0, apis).Select(index =>
            $"'api{index}': {{ 'Prefix': '/api{index}', 'Upstream': 'http://a', 'Operations': {{ 'GET /{{**rest}}': 'read', 'POST /{{**rest}}': 'read' }} }}");
        var text = $"{{ 'Version': 1, 'Issuers': {{ 'main': {{ 'Issuer': 'https://i.example', 'Audience': 'a' }} }}, 'Scopes': {{ 'read': 'r' }}, 'Apis': {{ {string.Join(',', written)} }} }}";
        return RouteTableReader.Read("x.json", Encoding.UTF8.GetBytes(text.Replace('\'', '"')), new RoutesEnvironment("Production", _ => null)).Table!;
    }

    private static async Task<ServiceDocument> DocumentOfAsync(string service)
    {
        await using var app = SampleService.Named(service).Build("http://127.0.0.1:0", new("http://gateway.test"), TimeProvider.System, _ => { });
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var (document, problem) = ServiceDocument.Read(await client.GetByteArrayAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        Assert.Null(problem);
        return document!;
    }
}
