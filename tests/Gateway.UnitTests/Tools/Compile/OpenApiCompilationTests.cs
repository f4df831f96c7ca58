using System.Text.Json.Nodes;
using Gateway.Testing;

namespace Gateway.UnitTests.Tools.Compile;

public sealed class OpenApiCompilationTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Two_operations_that_OpenAPI_cannot_tell_apart_are_a_clear_no_with_their_places()
    {
        var run = await RunAsync("", "\"GET /{id:int}\": \"read\",\n\"GET /{name:alpha}\": \"read\"");

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Equal(
            $"{File("routes.json")}:8 a GET /{{name:alpha}}: OpenAPI cannot tell it from a GET /{{id:int}}: their paths differ in the names or the constraints of "
            + $"parameters only ({File("routes.json")}:7)\n",
            run.Error);
    }

    [Theory]
    [InlineData(null, "there is no such file")]
    [InlineData("{}", "it is no document of OpenAPI 3.0 or 3.1")]
    [InlineData("{", "it is not JSON")]
    public async Task A_checked_in_document_that_cannot_be_used_is_no_answer(string? document, string problem)
    {
        if (document is not null)
        {
            await System.IO.File.WriteAllTextAsync(File("a.json"), document);
        }

        var run = await RunAsync("\"OpenApi\": \"a.json\",", "\"GET /\": \"read\"");

        Assert.Equal((2, "", $"{File("routes.json")}:5 the document of API \"a\" cannot be had: {problem}\n"), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task A_service_that_cannot_be_asked_leaves_stubs_and_exit_code_3_only_when_it_is_asked()
    {
        var offline = await RunAsync("\"OpenApi\": \"/own.json\",", "\"GET /\": \"read\"");
        var online = await RunAsync("\"OpenApi\": \"/own.json\",", "\"GET /\": \"read\"", "--online");

        Assert.Equal((0, ""), (offline.ExitCode, offline.Error));
        Assert.Equal(3, online.ExitCode);
        Assert.Equal("a GET /", JsonNode.Parse(online.Out)!["paths"]!["/a"]!["get"]!["summary"]!.GetValue<string>());
        Assert.Contains("the document of issuer \"main\" cannot be had: it cannot be reached", online.Error, StringComparison.Ordinal);
    }

    private string File(string name) => Path.Combine(folder.FullName, name);

    private async Task<CommandRun> RunAsync(string api, string operations, params string[] arguments)
    {
        await System.IO.File.WriteAllTextAsync(File("routes.json"), $$"""
            { "Version": 1,
              "Issuers": { "main": { "Issuer": "http://127.0.0.1:1", "Audience": "x" } },
              "Scopes": { "read": "r" },
              "Apis": {
                "a": { "Prefix": "/a", "Upstream": "http://127.0.0.1:1", {{api}}
                  "Operations": {
            {{operations}} } } } }
            """);
        return await CommandRun.OfAsync(["compile", "--to", "openapi", "--env", "Development", "--routes", File("routes.json"), .. arguments]);
    }
}
