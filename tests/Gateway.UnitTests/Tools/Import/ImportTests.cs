using System.Text;
using Gateway.Routes;
using Gateway.Testing;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Tools.Import;

/// <summary>
/// <c>golden/NAME.KIND.json</c> becomes <c>golden/NAME.KIND.routes.json</c>, and <c>golden/NAME.KIND.txt</c> lists what of it does not.
/// <c>GATEWAY_DOCS_UPDATE=1</c> writes both anew instead.
/// </summary>
public sealed class ImportTests
{
    private static readonly string Folder = Repository.PathOf("tests/Gateway.UnitTests/Tools/Import/golden/");

    /// <summary>What is open in a file that waits for decisions.</summary>
    private static readonly string[] Open = [MistakeCode.NoRequirement, MistakeCode.NoIssuer, MistakeCode.MissingMember];

    public static TheoryData<string> Sources => [.. Directory.GetFiles(Folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_source_becomes_exactly_this_file_and_this_list(string name)
    {
        var run = await ImportAsync(Path.GetExtension(name)[1..], $"{Folder}{name}.json");
        var (routes, list) = (run.Out.Replace(Folder, "", StringComparison.Ordinal), run.Error.Replace(Folder, "", StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("GATEWAY_DOCS_UPDATE") == "1")
        {
            await File.WriteAllTextAsync($"{Folder}{name}.routes.json", routes);
            await File.WriteAllTextAsync($"{Folder}{name}.txt", list);
        }

        Assert.Equal(await File.ReadAllTextAsync($"{Folder}{name}.routes.json"), routes);
        Assert.Equal(await File.ReadAllTextAsync($"{Folder}{name}.txt"), list);
        Assert.Equal(list.Length == 0 ? 0 : 1, run.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task The_file_loads_unless_something_is_to_be_decided_first(string name)
    {
        var run = await ImportAsync(Path.GetExtension(name)[1..], $"{Folder}{name}.json");
        var read = RouteTableReader.Read("routes.json", Encoding.UTF8.GetBytes(run.Out), RoutesFiles.Production);
        Assert.All(read.Mistakes, mistake => Assert.Contains(mistake.Code, Open));
        Assert.Equal(run.ExitCode == 0, read.Mistakes.IsEmpty);
    }

    [Fact]
    public async Task What_the_routes_file_refuses_is_said_with_its_place_there()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (source, target) = (Path.Combine(folder.FullName, "api.json"), Path.Combine(folder.FullName, "routes.json"));
            await File.WriteAllTextAsync(source, """
                {
                  "openapi": "3.1.0", "info": { "title": "a" }, "servers": [{ "url": "http://a" }], "security": [],
                  "paths": { "/{id}": { "get": {} }, "/{name}": { "get": {} } }
                }
                """);
            var run = await CommandRun.OfAsync("import", "--from", "openapi", source, "--out", target);
            Assert.Equal(1, run.ExitCode);
            Assert.StartsWith($"{target}:12:9 ambiguous-operation ", run.Error, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task What_is_listed_is_also_in_the_file(string name)
    {
        var run = await ImportAsync(Path.GetExtension(name)[1..], $"{Folder}{name}.json");
        Assert.All(
            run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Contains($"\n//   {line}\n", run.Out, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("openapi", "openapi: 3.1.0", "it is no JSON object. Convert a document in YAML to JSON first.")]
    [InlineData("openapi", """{ "swagger": "2.0" }""", "it is a document of Swagger 2.0; convert it to OpenAPI 3 first.")]
    [InlineData("openapi", "{}", "it has no \"openapi\": \"3.…\", so it is no document of OpenAPI 3.")]
    [InlineData("ocelot", "{}", "it has no \"Routes\", so it is no ocelot.json.")]
    [InlineData("yarp", """{ "ReverseProxy": {} }""", "it has no \"ReverseProxy\" with \"Routes\".")]
    [InlineData("yarp", """{ "ReverseProxy": { """, "invalid-json")]
    [InlineData("yarp", """{ "Routes": {}, "Routes": {} }""", "duplicate-member")]
    public async Task A_file_that_cannot_be_imported_is_said_to_be_what_it_is(string kind, string content, string why)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, content);
            var run = await ImportAsync(kind, file);
            Assert.Equal((2, ""), (run.ExitCode, run.Out));
            Assert.Contains(why, run.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said_to_be_missing()
    {
        var run = await ImportAsync("yarp", Path.Combine(Path.GetTempPath(), "no-such-file.json"));
        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith("cannot be read: there is no such file.\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Out_names_the_file_that_is_written()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var target = Path.Combine(folder.FullName, "routes.json");
            var run = await CommandRun.OfAsync("import", "--from", "yarp", $"{Folder}open.yarp.json", "--out", target);
            Assert.Equal((0, ""), (run.ExitCode, run.Out));
            Assert.NotNull(RouteTableReader.Read(target, RoutesFiles.Production).Table);

            run = await CommandRun.OfAsync("import", "--from", "yarp", $"{Folder}open.yarp.json", "--out", Path.Combine(target, "x"));
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("cannot be written", run.Error, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<CommandRun> ImportAsync(string kind, string file) => CommandRun.OfAsync("import", "--from", kind, file);
}
