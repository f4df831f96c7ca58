using System.Text.Json;
using Gateway.Testing;

namespace Gateway.UnitTests.Tools;

public sealed class RoutesCommandTests
{
    private static readonly string Policy = Path.Combine(AppContext.BaseDirectory, "Routes", "appsettings.routes.json");

    [Fact]
    public async Task Every_operation_is_a_line_in_the_order_of_the_file()
    {
        var run = await RunAsync();

        var lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(26, lines.Length);
        Assert.Equal("METHOD PATH NEEDS UPSTREAM OWNER", Squeezed(lines[0]));
        Assert.Equal("GET /timesheets read:timesheets http://127.0.0.1:5101 team-hr", Squeezed(lines[1]));
        Assert.Equal("DELETE /imaging/images/{id:int} delete:images; machine; clients image-archive http://127.0.0.1:5108 hospital-it", Squeezed(lines[25]));
    }

    [Fact]
    public async Task Columns_begin_below_their_headers()
    {
        var lines = (await RunAsync()).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(lines[1..], line => Assert.Equal('/', line[lines[0].IndexOf("PATH", StringComparison.Ordinal)]));
        Assert.All(lines[1..], line => Assert.Equal("http", line.Substring(lines[0].IndexOf("UPSTREAM", StringComparison.Ordinal), 4)));
    }

    [Theory]
    [InlineData("--scope read:contacts", "calendar GET /free-busy, contacts GET /, contacts POST /{id:int}/invitations")]
    [InlineData("--scope approve:timesheets", "timesheets POST /{id:int}/approve")]
    [InlineData("--client image-archive", "imaging DELETE /images/{id:int}")]
    [InlineData("--client nobody", "")]
    [InlineData("--public", "events GET /next")]
    [InlineData("--wide", "timesheets GET /whoami, events GET /next")]
    [InlineData("--scope delete:images --client image-archive", "imaging DELETE /images/{id:int}")]
    [InlineData("--scope read:images --client image-archive", "")]
    public async Task Filters_leave_the_operations_for_which_all_of_them_hold(string filters, string operations)
    {
        var json = JsonDocument.Parse((await RunAsync([.. filters.Split(' '), "--format", "json"])).Out).RootElement;

        Assert.Equal(operations, string.Join(", ", json.GetProperty("operations").EnumerateArray().Select(one => one.GetProperty("operation").GetString())));
    }

    [Fact]
    public async Task A_catch_all_is_wide()
    {
        var example = Path.Combine(Repository.Root, "docs", "examples", "audit", "appsettings.routes.json");

        var run = await CommandRun.OfAsync("routes", "--routes", example, "--wide");

        Assert.Equal(
            ["/orders/{**rest}", "/orders/carrier-events"],
            run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => Squeezed(line).Split(' ')[1]));
    }

    [Fact]
    public async Task Json_says_what_an_operation_needs_in_words_and_as_alternatives()
    {
        var json = JsonDocument.Parse((await RunAsync("--scope", "read:tasks", "--format", "json")).Out).RootElement;

        Assert.Equal(1, json.GetProperty("schema_version").GetInt32());
        var operation = json.GetProperty("operations")[0];
        Assert.Equal(
            """
            {"operation":"calendar GET /free-busy","methods":["GET","HEAD"],"path":"/calendar/free-busy",
            "requirement":"read:calendar OR (read:contacts AND read:tasks)","public":false,
            "scopes":[["read:calendar"],["read:contacts","read:tasks"]],
            "upstreams":["http://127.0.0.1:5102"],"owner":"team-organizer",
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(operation)[..^(JsonSerializer.Serialize(operation.GetProperty("place")).Length + "\"place\":}".Length)]);
        Assert.Matches(@"/appsettings\.routes\.json:\d+$", operation.GetProperty("place").GetString());
    }

    [Fact]
    public async Task A_scope_that_is_not_in_the_catalogue_is_no_empty_list()
    {
        var run = await RunAsync("--scope", "read:task");

        Assert.Equal((2, "", "\"read:task\" is not in the catalogue (Scopes); did you mean \"read:tasks\"?\n"), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task A_policy_that_cannot_be_used_is_no_answer()
    {
        var run = await CommandRun.OfAsync("routes", "--routes", Policy, "--env", "Production");

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("insecure-address", run.Error, StringComparison.Ordinal);
    }

    private static Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.OfAsync(["routes", "--routes", Policy, "--env", "Development", .. arguments]);

    private static string Squeezed(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
