using System.Text.Json;
using Gateway.IntegrationTests.Tools;

namespace Gateway.IntegrationTests.Observability;

public sealed class LogTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-test-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("Production", null, true)]
    [InlineData("Production", "Text", false)]
    public async Task The_process_logs_for_programs_outside_Development(string environment, string? format, bool json)
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "appsettings.routes.json"),
            """
            { "Version": 1, "Apis": { "api": {
              "Prefix": "/api", "Upstream": "http://127.0.0.1:9", "Operations": { "GET /": { "Public": true, "Why": "w" } } } } }
            """);
        var variables = new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = environment };
        if (format is not null)
        {
            variables["Gateway__Log__Format"] = format;
        }

        using var gateway = RunningProgram.Start(
            "gateway/Gateway", ["--urls", "http://127.0.0.1:0", "--admin", "http://127.0.0.1:0"], folder.FullName, variables);
        await gateway.UntilPrintedAsync("Serving 1 operations");
        await gateway.TerminateAsync();
        var lines = gateway.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Equal(json, line[0] == '{'));
        if (json)
        {
            Assert.All(lines, line => Assert.True(JsonElement.Parse(line).GetProperty("event").GetInt32() >= 0));
        }
    }
}
