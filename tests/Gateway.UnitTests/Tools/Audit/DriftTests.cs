using Gateway.Testing;

namespace Gateway.UnitTests.Tools.Audit;

/// <summary>Where the routes and what the services say of themselves have grown apart.</summary>
public sealed class DriftTests : IDisposable
{
    private const string Described = """{ "openapi": "3.1.0", "info": { "title": "a", "version": "1" }, "paths": { "/": { "get": { "summary": "Everything" } } } }""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("\"/\": { \"get\": { \"summary\": \"s\" }, \"head\": {} }", "")]
    [InlineData("\"/\": { \"summary\": \"s\", \"get\": {} }", "")]
    [InlineData("\"/\": { \"get\": {} }", "DOC-001 \"a GET /\"")]
    [InlineData("\"/\": { \"get\": { \"summary\": \"s\" }, \"post\": { \"summary\": \"s\" } }", "DOC-002 \"a POST /\"")]
    [InlineData("\"/other/{id}\": { \"get\": { \"summary\": \"s\" } }", "DOC-003 \"a GET /\", DOC-002 \"a GET /other/{id}\"")]
    public async Task What_either_side_does_not_have_is_a_finding(string paths, string expected)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.json"), $$"""{ "openapi": "3.1.0", "paths": { {{paths}} } }""");

        var run = await RunAsync(AuditedFile.With(api: "\"OpenApi\": \"a.json\","));

        var found = run.Out.Split('\n').Where(line => line.Contains("DOC-", StringComparison.Ordinal)).Select(line => line[line.IndexOf("DOC-", StringComparison.Ordinal)..]);
        Assert.Equal(expected, string.Join(", ", found.Select(line => string.Join(' ', line.Split('"').Take(2)).Replace("  ", " \"", StringComparison.Ordinal) + "\"")));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_service_is_asked_when_it_may_be()
    {
        await using var service = await RecordingUpstream.StartAsync();
        service.Answer = context => TestAnswer.Json(Described.Replace("\"get\"", "\"put\"", StringComparison.Ordinal))(context);
        var policy = AuditedFile.With(upstream: service.Url, api: "\"OpenApi\": \"/own.json\",");

        var offline = await RunAsync(policy);
        var asked = service.Seen.Count;
        var online = await RunAsync(policy, "--online");

        Assert.Equal((0, 1), (asked, service.Seen.Count));
        Assert.DoesNotContain("DOC-", offline.Out, StringComparison.Ordinal);
        Assert.Contains("DOC-002 \"a PUT /\" is an operation that the service documents and no route exposes", online.Out, StringComparison.Ordinal);
        Assert.Contains("DOC-003 \"a GET /\" is exposed, and its service's document does not have it", online.Out, StringComparison.Ordinal);
        Assert.Equal(0, online.ExitCode);
    }

    [Fact]
    public async Task Two_APIs_before_one_service_share_its_document()
    {
        await using var service = await RecordingUpstream.StartAsync();
        service.Answer = context => TestAnswer.Json(
            Described.Replace("\"/\": {", "\"/b\": { \"get\": { \"summary\": \"s\" } }, \"/\": {", StringComparison.Ordinal))(context);
        var policy = AuditedFile.With(
            upstream: service.Url,
            api: "\"OpenApi\": \"/own.json\",",
            apis: $$""" "b": { "Prefix": "/b", "KeepPrefix": true, "Owner": "o", "Upstream": "{{service.Url}}", "OpenApi": "/own.json", "Operations": { "GET /": "write:a" } } """);

        Assert.DoesNotContain("DOC-", (await RunAsync(policy, "--online")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "it answers 404")]
    [InlineData(302, "it answers 302")]
    public async Task A_document_that_cannot_be_had_is_exit_code_3(int status, string problem)
    {
        await using var service = await RecordingUpstream.StartAsync();
        service.Answer = context => TestAnswer.Status(status)(context);

        var run = await RunAsync(AuditedFile.With(upstream: service.Url, api: "\"OpenApi\": \"/own.json\","), "--online");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains($"the document of API \"a\" cannot be had: {problem}", run.Error, StringComparison.Ordinal);
    }

    private async Task<CommandRun> RunAsync(string policy, params string[] arguments)
    {
        var file = Path.Combine(folder.FullName, "routes.json");
        await File.WriteAllTextAsync(file, policy);
        return await CommandRun.OfAsync(["audit", file, .. arguments]);
    }
}
