using System.Net;
using System.Text.RegularExpressions;
using ServiceHost = global::Services.ServiceHost;

namespace Gateway.IntegrationTests.Services;

/// <summary>The command line, with an environment and outputs of the test's own.</summary>
public sealed partial class ServiceHostTests : IDisposable
{
    private readonly SpokenLines output = new();
    private readonly SpokenLines errors = new();
    private readonly CancellationTokenSource signal = new();

    [Fact]
    public async Task Without_names_all_services_listen_until_the_signal_ends_them()
    {
        var running = RunAsync(AnyPort);
        var addresses = new Dictionary<string, Uri>();
        for (var i = 0; i < 8; i++)
        {
            var said = Listening().Match(await output.NextAsync());
            addresses.Add(said.Groups["name"].Value, new(said.Groups["url"].Value));
        }

        using var client = new HttpClient();
        foreach (var address in addresses.Values)
        {
            using var health = await client.GetAsync(new Uri(address, "/healthz"));
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        }

        await signal.CancelAsync();
        Assert.Equal(0, await running);
        Assert.True(errors.IsSilent);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(addresses["imaging"]));
    }

    [Fact]
    public async Task Only_the_named_services_listen_each_once()
    {
        var running = RunAsync(AnyPort, "tasks", "maps", "tasks");

        Assert.StartsWith("tasks listening on http://127.0.0.1:", await output.NextAsync(), StringComparison.Ordinal);
        Assert.StartsWith("maps listening on http://127.0.0.1:", await output.NextAsync(), StringComparison.Ordinal);
        await signal.CancelAsync();
        Assert.Equal(0, await running);
        Assert.True(output.IsSilent);
    }

    [Theory]
    [InlineData("taks")]
    [InlineData("Tasks")]
    [InlineData("--all")]
    public async Task An_unknown_name_is_an_error_that_lists_the_names(string name)
    {
        Assert.Equal(2, await RunAsync(AnyPort, "maps", name));

        var error = await errors.NextAsync();
        Assert.Contains($"'{name}'", error, StringComparison.Ordinal);
        Assert.Contains("timesheets, calendar, contacts, tasks, maps, accounts, events, imaging", error, StringComparison.Ordinal);
        Assert.True(output.IsSilent);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_line_that_says_the_cure_and_no_service_is_left_listening()
    {
        await using var taken = await RunningService.StartAsync("tasks");
        var address = taken.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

        Assert.Equal(2, await RunAsync(variable => variable == "TASKS_URL" ? address : AnyPort(variable), "contacts", "tasks"));

        var error = await errors.NextAsync();
        Assert.StartsWith($"error: tasks cannot listen on {address}: ", error, StringComparison.Ordinal);
        Assert.EndsWith("Set TASKS_URL to another address.", error, StringComparison.Ordinal);
        Assert.True(errors.IsSilent);
        using var client = new HttpClient();
        var contacts = Listening().Match(await output.NextAsync()).Groups["url"].Value;
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(contacts)));
    }

    [Theory]
    [InlineData("https://127.0.0.1:5104")]
    [InlineData("http://127.0.0.1:5104/tasks")]
    [InlineData("127.0.0.1:5104")]
    [InlineData("nonsense")]
    public async Task An_address_that_is_none_is_named_with_its_variable(string url)
    {
        Assert.Equal(2, await RunAsync(_ => url, "tasks"));

        Assert.StartsWith($"error: TASKS_URL is '{url}'", await errors.NextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gateway:8080")]
    [InlineData("http://127.0.0.1:8080/gateway")]
    public async Task An_address_of_the_gateway_that_is_none_is_named_with_its_variable(string url)
    {
        Assert.Equal(2, await RunAsync(variable => variable == "GATEWAY_URL" ? url : AnyPort(variable), "tasks"));

        Assert.StartsWith($"error: GATEWAY_URL is '{url}'", await errors.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_service_its_address_and_its_variable()
    {
        Assert.Equal(0, await RunAsync(AnyPort, "--help"));

        var help = await output.NextAsync();
        Assert.Contains("Usage: Services [NAME ...]", help, StringComparison.Ordinal);
        Assert.Contains("GATEWAY_URL (http://127.0.0.1:8080", help, StringComparison.Ordinal);
        Assert.Matches(@"imaging +http://127\.0\.0\.1:5108 +IMAGING_URL", help);
    }

    public void Dispose()
    {
        signal.Dispose();
        output.Dispose();
        errors.Dispose();
    }

    private Task<int> RunAsync(Func<string, string?> environment, params string[] args) =>
        new ServiceHost(output, errors, environment, TimeProvider.System).RunAsync(args, signal.Token);

    private static string AnyPort(string variable) => "http://127.0.0.1:0";

    [GeneratedRegex("^(?<name>[a-z]+) listening on (?<url>http://[0-9.:]+)$")]
    private static partial Regex Listening();
}
