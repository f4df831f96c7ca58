using System.Text.Json.Nodes;
using Gateway.Testing;

namespace Gateway.UnitTests.Tools.Explain;

/// <summary>Hypothetical callers against the sample policy: nothing is asked of anybody.</summary>
public sealed class ExplainTests : IDisposable
{
    private static readonly string Routes = Path.Combine(Repository.Root, "appsettings.routes.json");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_refusal_says_what_is_missing_and_what_to_do()
    {
        var run = await RunAsync("DELETE", "/timesheets/3", "--scopes", "read:timesheets");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("DELETE /timesheets/3: refused, 403 insufficient_scope\nThe caller is hypothetical: there is no token, and no signature was checked.\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("has read:timesheets; needs delete:timesheets; missing delete:timesheets", run.Out, StringComparison.Ordinal);
        Assert.Contains("What the service sees\n    nothing\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("Request a token with the scope delete:timesheets as well from authority (http://127.0.0.1:9000).", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"Or change what the operation asks for: .*appsettings\.routes\.json:[0-9]+\.", run.Out);
    }

    [Fact]
    public async Task All_that_fails_is_shown_and_not_only_what_is_answered()
    {
        var run = await RunAsync("DELETE", "/imaging/images/9", "--scopes", "read:images", "--client", "viewer");

        Assert.Contains("403 insufficient_scope", run.Out, StringComparison.Ordinal);
        Assert.Matches("scopes +FAILS", run.Out);
        Assert.Matches("caller +FAILS +Only a machine", run.Out);
        Assert.Matches("client +FAILS", run.Out);
        Assert.Contains("Call through the client \"image-archive\".", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_allowed_says_what_the_service_sees()
    {
        var run = await RunAsync("DELETE", "/imaging/images/9", "--scopes", "delete:images", "--client", "image-archive", "--caller", "machine");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("What the service sees\n    DELETE http://127.0.0.1:5108/images/9\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("Gateway-Client: image-archive\n", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("How to fix it", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/timeshets", "Did you mean GET /timesheets (")]
    [InlineData("DELETE", "/timesheets/abc", "Did you mean DELETE /timesheets/{id:int} (")]
    [InlineData("GET", "/nothing/like/it", "Write an operation for this path")]
    public async Task A_path_that_is_none_is_404_with_the_nearest(string method, string path, string cure)
    {
        var run = await RunAsync(method, path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("404 not_found", run.Out, StringComparison.Ordinal);
        Assert.Contains(cure, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_method_is_405_with_those_that_are()
    {
        var run = await RunAsync("PATCH", "/timesheets/3");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("    Allow: DELETE, GET, HEAD\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_URL_is_a_path_and_its_query_is_not_repeated()
    {
        var run = await RunAsync("get", "https://api.example.com/timesheets/?access_token=SECRET&x=PRIVATE");
        Assert.Contains("GET /timesheets/: refused, 400 invalid_request", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "sub": "ana", "client_id": "app", "scope": "read:timesheets" }""", null)]
    [InlineData("""{ "sub": "ana", "client_id": "app", "scope": ["read:timesheets"], "aud": ["x", "https://api.example.com"] }""", null)]
    [InlineData("""{ "sub": "ana", "client_id": "app", "scope": "read:timesheets", "aud": "x" }""", "wrong_audience")]
    [InlineData("""{ "sub": "ana", "client_id": "app", "scope": "read:timesheets", "iss": "https://x.example.com" }""", "unknown_issuer")]
    [InlineData("""{ "sub": "ana", "client_id": "app", "scope": "read:timesheets", "exp": 1000 }""", "expired")]
    [InlineData("""{ "sub": "ana", "client_id": "app", "scope": "read:timesheets", "nbf": 9999999999 }""", "not_yet_valid")]
    [InlineData("""{ "sub": "ana", "scope": "read:timesheets" }""", "missing_claim")]
    [InlineData("""{ "sub": "ana", "client_id": "app", "scope": 7 }""", "malformed")]
    [InlineData("""{ "sub": 7, "client_id": "app" }""", "malformed")]
    [InlineData("""{ "sub": "ana", "client_id": "app", "iss": 7 }""", "malformed")]
    [InlineData("""{ "sub": "ana", "client_id": "app", "cnf": {} }""", "sender_constrained")]
    public async Task Claims_are_checked_as_a_tokens_are(string claims, string? reason)
    {
        var run = await RunWithAsync(claims, "GET", "/timesheets", "--claims", "-", "--format", "json");

        var explained = JsonNode.Parse(run.Out)!;
        Assert.Equal(reason, explained["reason"]?.GetValue<string>());
        Assert.Equal((reason is null, "hypothetical"), (explained["allowed"]!.GetValue<bool>(), explained["basis"]!.GetValue<string>()));
        Assert.All(explained["token_steps"]!.AsArray().Where(step => step!["step"]!.GetValue<string>() is "type" or "signature" or "revocation"), step =>
            Assert.Contains(step!["outcome"]!.GetValue<string>(), (string[])["not_asked", "not_reached"]));
    }

    [Fact]
    public async Task A_persona_calls_as_the_policy_tests_have_it()
    {
        var tests = Path.Combine(folder.FullName, "policy.tests.json");
        await File.WriteAllTextAsync(tests, """
            {
              "Version": 1,
              "Personas": {
                "nobody": null,
                "ana": { "Client": "calendar-app", "Scopes": ["read:calendar"] },
                "late": { "Token": "expired" }
              }
            }
            """);

        Assert.Equal(0, (await RunAsync("GET", "/calendar/events", "--as", "ana", "--tests", tests)).ExitCode);
        Assert.Contains("403 insufficient_scope", (await RunAsync("GET", "/contacts", "--as", "ana", "--tests", tests)).Out, StringComparison.Ordinal);
        Assert.Contains("401 no_credentials", (await RunAsync("GET", "/contacts", "--as", "nobody", "--tests", tests)).Out, StringComparison.Ordinal);
        Assert.Matches("lifetime +FAILS +The token has expired", (await RunAsync("GET", "/contacts", "--as", "late", "--tests", tests)).Out);

        var unknown = await RunAsync("GET", "/contacts", "--as", "anna", "--tests", tests);
        Assert.Equal((2, ""), (unknown.ExitCode, unknown.Out));
        Assert.Contains("it has nobody, ana, late", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_that_is_too_old_says_what_to_ask_for()
    {
        var run = await RunWithAsync(
            """{ "sub": "ana", "client_id": "app", "scope": "transfer:funds", "acr": "urn:example:mfa", "auth_time": 1000 }""",
            "POST", "/accounts/1/transfers", "--claims", "-");
        Assert.Matches("sign-in +FAILS", run.Out);
        Assert.Contains("Let the user sign in again: acr_values=urn:example:mfa and max_age=300.", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scope_that_is_in_no_catalogue_is_pointed_out()
    {
        var run = await RunAsync("GET", "/timesheets", "--scopes", "read:timesheet");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("--scopes: \"read:timesheet\" is not in the catalogue (Scopes); did you mean \"read:timesheets\"?\n", run.Error);
    }

    [Theory]
    [InlineData("one", "--scopes", "x", "--claims", "-")]
    [InlineData("goes with scopes", "--client", "x")]
    [InlineData("not a time", "--at", "yesterday")]
    [InlineData("not a time", "--at", "2030-01-31")]
    [InlineData("not one JSON object", "--claims", "-")]
    [InlineData("user or machine", "--scopes", "x", "--caller", "robot")]
    [InlineData("not one of the routes file's: authority", "--scopes", "x", "--issuer", "nobody")]
    [InlineData("cannot be read", "--token-file", "/nowhere/at/all")]
    [InlineData("no such file", "--as", "ana", "--tests", "/nowhere/at/all")]
    public async Task What_cannot_be_answered_says_why_and_is_2(string why, params string[] options)
    {
        var run = await RunWithAsync("[1]", "GET", "/timesheets", options);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "timesheets")]
    [InlineData("GET", "ftp://example.com/x")]
    [InlineData("G T", "/timesheets")]
    public async Task What_is_no_request_is_2(string method, string url)
    {
        var run = await RunAsync(method, url);
        Assert.Equal((2, "A request is a method and a path or URL, like GET /timesheets/3.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_request_id_alone_needs_a_gateway_to_ask()
    {
        var run = await CommandRun.OfAsync("explain", "0HN123");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--admin URL", run.Error, StringComparison.Ordinal);
    }

    private static Task<CommandRun> RunAsync(string method, string url, params string[] more) => RunWithAsync("", method, url, more);

    private static Task<CommandRun> RunWithAsync(string input, string method, string url, params string[] more) =>
        CommandRun.OfAsync(input, ["explain", method, url, "--routes", Routes, "--env", "Development", .. more]);
}
