using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Tools.Explain;

/// <summary>A running gateway, asked to explain: by the policy in force, and for whoever has the admin token.</summary>
public sealed class AskTests(ExplainedApi api) : IClassFixture<ExplainedApi>
{
    [Theory]
    [InlineData("GET", "/api/all", "--scopes", "write", "--issuer", "main", "--client", "app")]
    [InlineData("POST", "/api/machine", "--scopes", "read", "--issuer", "main", "--client", "app", "--caller", "machine")]
    [InlineData("GET", "/api/main", "--scopes", "read", "--issuer", "partner")]
    [InlineData("GET", "/api?access_token=SECRET")]
    [InlineData("GET", "/apo")]
    [InlineData("DELETE", "/api")]
    public async Task It_answers_as_the_same_policy_does_here(string method, string url, params string[] caller)
    {
        string[] more = [.. caller, "--at", "2030-01-31T12:00:00Z"];
        foreach (var format in (string[])["text", "json"])
        {
            var here = await api.ExplainAsync(method, url, null, [.. more, "--format", format]);
            var there = await AskAsync([method, url, .. more, "--format", format]);
            Assert.Equal(0, there.Error.Length);
            Assert.Equal((here.ExitCode, WithoutPlace(here.Out)), (there.ExitCode, WithoutPlace(there.Out)));
        }
    }

    [Fact]
    public async Task Claims_are_sent_and_a_token_never_is()
    {
        const string claims = """{ "iss": "https://stranger.example.com", "sub": "ana" }""";
        var run = await AskAsync(["GET", "/api", "--claims", "-"], claims);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("https://stranger.example.com", run.Out, StringComparison.Ordinal);

        foreach (var options in (string[][])[["--token-file", "-"], ["--as", "ana"]])
        {
            var refused = await AskAsync(["GET", "/api", .. options], "x");
            Assert.Equal((2, ""), (refused.ExitCode, refused.Out));
            Assert.Contains("never a token or a persona", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_this_gateway_has_revoked_is_refused()
    {
        using var entry = new StringContent("""{ "issuer": "main", "client": "robot" }""", Encoding.UTF8, "application/json");
        using var revoked = await api.Gateway.Admin.PostAsync(new Uri("/revocations", UriKind.Relative), entry);
        Assert.Equal(HttpStatusCode.Created, revoked.StatusCode);

        var run = await AskAsync(["GET", "/api/token", "--scopes", "", "--issuer", "main", "--client", "robot", "--at", "2020-01-01T00:00:00Z"]);
        Assert.Matches("revocation +FAILS +The token has been revoked", run.Out);
    }

    [Theory]
    [InlineData("""{ "method": "GET", "path": "/api", "token": "x" }""")]
    [InlineData("""{ "method": "GET" }""")]
    [InlineData("""{ "method": "GET", "path": "/api", "scopes": "read" }""")] // two issuers, and none named
    [InlineData("""{ "method": "GET", "path": "/api", "claims": 7 }""")]
    [InlineData("not JSON")]
    [InlineData("null")]
    public async Task What_is_no_question_is_400(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await api.Gateway.Admin.PostAsync(new Uri("/explain", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Without_the_admin_token_nothing_is_explained()
    {
        var run = await CommandRun.OfAsync("explain", "GET", "/api", "--admin", api.Gateway.Admin.BaseAddress!.ToString());
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("asks for the admin token", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_of_the_past_is_explained_by_its_request_id()
    {
        using var answer = await api.Gateway.GetAsync("/api/all", api.Token("write"));
        var id = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["request_id"]!.GetValue<string>();

        var run = await AskAsync([id]);

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.StartsWith($"Request {id}: refused, 403 insufficient_scope\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("has write; needs write audit; missing audit", run.Out, StringComparison.Ordinal);
        Assert.Contains("Request a token with the scope audit as well.", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_not_remembered_is_2()
    {
        var run = await AskAsync(["0HN0000000000:00000001"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("keeps no decision about this request", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_is_not_there_is_3()
    {
        var run = await CommandRun.OfAsync("explain", "GET", "/api", "--admin", "http://127.0.0.1:1");
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Contains("cannot be reached", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> AskAsync(string[] arguments, string input = "") => CommandRun.OfAsync(
        input, ["explain", .. arguments, "--admin", api.Gateway.Admin.BaseAddress!.ToString(), "--admin-token-file", api.Gateway.AdminTokenFile]);

    /// <summary>The gateway of the tests was given the text and not the file.</summary>
    private string WithoutPlace(string output) =>
        System.Text.RegularExpressions.Regex.Replace(output.Replace(api.RoutesFile, "appsettings.routes.json", StringComparison.Ordinal), "\"policy\": \"[0-9a-f]+\"", "");
}
