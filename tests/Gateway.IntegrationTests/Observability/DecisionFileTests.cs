using System.Text.Json;

namespace Gateway.IntegrationTests.Observability;

/// <summary>The decision log in a file: one line for each refusal, wherever it was made, and for the allowed requests that were drawn.</summary>
public sealed class DecisionFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-test-");

    private string Path => System.IO.Path.Combine(folder.FullName, "decisions.log");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_refused_request_is_a_line_with_the_evaluators_reasons()
    {
        await using var api = await StartAsync("'GET /': 'read'");
        await api.Gateway.GetAsync("/api", api.Issuer.Token("audit"), request => request.Headers.Add("Request-Id", "request-1"))
            .IsRefusedAsync(403, "insufficient_scope");
        var asked = JsonElement.Parse(await api.Gateway.Admin.GetStringAsync("/decisions/request-1"));

        var line = Assert.Single(await EndAsync(api));
        foreach (var member in line.EnumerateObject())
        {
            Assert.True(JsonElement.DeepEquals(member.Value, asked.GetProperty(member.Name)), member.Name);
        }

        Assert.Equal(("insufficient_scope", "read", "fails"), (Code(line), line.GetProperty("missing")[0].GetString(), Outcome(line, "scopes")));
    }

    [Fact]
    public async Task Every_refusal_is_one_line_whoever_refused()
    {
        await using var api = await StartAsync(
            "'GET /': 'read', 'GET /limited': { 'Public': true, 'Why': 'w', 'RateLimit': { 'Permits': 1, 'Per': '1m', 'By': 'address' } }");
        await api.Gateway.GetAsync("/nowhere").IsRefusedAsync(404, "not_found");
        await api.Gateway.SendAsync("PUT", "/api").IsRefusedAsync(405, "method_not_allowed");
        await api.Gateway.SendAsync("TRACE", "/api").IsRefusedAsync(501, "method_not_implemented");
        await api.Gateway.GetAsync("/api?access_token=x").IsRefusedAsync(400, "invalid_request");
        await api.Gateway.GetAsync("/api").IsRefusedAsync(401, "no_credentials");
        await api.Gateway.GetAsync("/api", "no.token.atall").IsRefusedAsync(401, "invalid_token");
        await api.Gateway.GetAsync("/api", api.Issuer.Token("audit")).IsRefusedAsync(403, "insufficient_scope");
        await api.Gateway.GetAsync("/api/limited").IsFromServiceAsync();
        await api.Gateway.GetAsync("/api/limited").IsRefusedAsync(429, "rate_limited");
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsFromServiceAsync();
        await api.Service.DisposeAsync();
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsRefusedAsync(502, "service_unreachable");

        var lines = await EndAsync(api);
        Assert.Equal(
            [
                "not_found", "method_not_allowed", "method_not_implemented", "invalid_request", "no_credentials", "invalid_token",
                "insufficient_scope", "rate_limited", "service_unreachable",
            ],
            lines.Select(Code));
        Assert.All(lines, line => Assert.False(line.GetProperty("allowed").GetBoolean()));
        Assert.Equal(
            [.. Enumerable.Repeat(false, 3), .. Enumerable.Repeat(true, 6)], lines.Select(line => line.TryGetProperty("operation", out _)));
    }

    [Fact]
    public async Task Allowed_requests_are_lines_as_far_as_they_are_drawn()
    {
        await using var api = await StartAsync("'GET /': 'read', 'GET /open': { 'Public': true, 'Why': 'w' }", ("SampleAllowed", "1"));
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsFromServiceAsync();
        await api.Gateway.GetAsync("/api/open").IsFromServiceAsync();
        await api.Service.DisposeAsync();
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsRefusedAsync(502, "service_unreachable");

        var lines = await EndAsync(api);
        Assert.Equal(["api GET /", "api GET /open", "api GET /"], lines.Select(line => line.GetProperty("operation").GetString()));
        Assert.Equal([true, true, false], lines.Select(line => line.GetProperty("allowed").GetBoolean()));
        Assert.Equal("app", lines[0].GetProperty("caller").GetProperty("client").GetString());
        Assert.Equal("service_unreachable", Code(lines[2]));
    }

    [Fact]
    public async Task Nothing_of_a_token_a_subject_a_path_or_a_query_is_in_it()
    {
        await using var api = await StartAsync("'GET /{id}': 'read'", ("SampleAllowed", "1"));
        var token = api.Issuer.Token("read", payload => payload["sub"] = "private-subject");
        await api.Gateway.GetAsync("/api/private-path?q=private-query", token).IsFromServiceAsync();
        await api.Gateway.GetAsync("/api/private-path", token + "x").IsRefusedAsync(401, "invalid_token");
        await api.Gateway.GetAsync("/private-path", token).IsRefusedAsync(404, "not_found");

        Assert.Equal(3, (await EndAsync(api)).Count);
        var text = await File.ReadAllTextAsync(Path);
        Assert.DoesNotContain("private-", text, StringComparison.Ordinal);
        Assert.All(token.Split('.'), part => Assert.DoesNotContain(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_stops_the_start()
    {
        var refused = await Assert.ThrowsAsync<UnusableSettingException>(() => Api.StartAsync(
            "'GET /': 'read'", settings: new Dictionary<string, string?> { ["Gateway:DecisionLog:File"] = folder.FullName }));
        Assert.Contains("Gateway:DecisionLog:File", refused.Message, StringComparison.Ordinal);
    }

    private Task<Api> StartAsync(string operations, params (string Name, string Value)[] settings)
    {
        var all = settings.ToDictionary(one => "Gateway:DecisionLog:" + one.Name, string? (one) => one.Value);
        all["Gateway:DecisionLog:File"] = Path;
        return Api.StartAsync(operations, settings: all);
    }

    /// <summary>What is under way is written before the gateway ends.</summary>
    private async Task<IReadOnlyList<JsonElement>> EndAsync(Api api)
    {
        await api.Gateway.StopAsync();
        return [.. (await File.ReadAllLinesAsync(Path)).Select(line => JsonElement.Parse(line))];
    }

    private static string? Code(JsonElement line) => line.GetProperty("code").GetString();

    private static string? Outcome(JsonElement line, string step) =>
        line.GetProperty("steps").EnumerateArray().Single(one => one.GetProperty("step").GetString() == step).GetProperty("outcome").GetString();
}
