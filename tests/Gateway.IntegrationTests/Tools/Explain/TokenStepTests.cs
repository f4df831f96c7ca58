using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Tools.Explain;

/// <summary>A token that is refused: at which step, and what a person is told about it. That no part of a token is printed, every run checks.</summary>
public sealed class TokenStepTests(ExplainedApi api) : IClassFixture<ExplainedApi>
{
    private static readonly string[] Order = ["form", "issuer", "type", "signature", "audience", "lifetime", "identity", "revocation"];

    private static readonly Dictionary<string, Func<ExplainedApi, string>> Tokens = new()
    {
        ["malformed"] = api => api.Token("read") + "=",
        ["encrypted"] = _ => "aaaa.bbbb.cccc.dddd.eeee",
        ["sender_constrained"] = api => api.Token("read", p => p["cnf"] = new JsonObject { ["jkt"] = "x" }),
        ["unknown_issuer"] = api => api.Token("read", p => p["iss"] = "https://stranger.example.com"),
        ["issuer_not_accepted_here"] = api => api.Partner.Token("read"),
        ["wrong_type"] = api => api.Token("read", changed => changed["nonce"] = "n", h => h["typ"] = "JWT"),
        ["wrong_algorithm"] = api => api.Token("read", header: h => h["alg"] = "HS256"),
        ["unknown_key"] = api => api.Token("read", header: h => h["kid"] = "nobody's"),
        ["bad_signature"] = api => api.Token("read") is var token ? token[..^6] + (token[^6] == 'A' ? 'B' : 'A') + token[^5..] : "",
        ["wrong_audience"] = api => api.Token("read", p => p["aud"] = "https://other.example.com"),
        ["expired"] = api => api.Token("read", p => p["exp"] = 1000),
        ["not_yet_valid"] = api => api.Token("read", p => p["nbf"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 500),
        ["too_old"] = api => api.Token("read", p => p["iat"] = 1000),
        ["missing_claim"] = api => api.Token("read", p => p.Remove("jti")),
        ["wrong_client"] = api => api.Token("read", p => p["client_id"] = "stranger"),
        // What is malformed only where the scopes are read is no fault of the form.
        ["malformed, late"] = api => api.Token("read", p => p["scope"] = 7),
    };

    public static TheoryData<string, string, string> Faults => new()
    {
        { "malformed", "form", "not a well-formed JWT" },
        { "encrypted", "form", "Encrypted" },
        { "sender_constrained", "form", "bound to a key" },
        { "unknown_issuer", "issuer", "\"https://stranger.example.com\" is none of" },
        { "wrong_type", "type", "accepted are typ \"at+jwt\"" },
        { "wrong_algorithm", "type", "alg \"HS256\"" },
        { "unknown_key", "signature", "kid \"nobody's\"" },
        { "bad_signature", "signature", "does not hold" },
        { "wrong_audience", "audience", "accepted is \"https://api.example.com\"" },
        { "expired", "lifetime", "expired 20" },
        { "not_yet_valid", "lifetime", "not before in 8 min" },
        { "too_old", "lifetime", "accepted for 1 h from iat" },
        { "missing_claim", "identity", "missing: jti" },
        { "wrong_client", "identity", "accepted is \"app\" or \"robot\"" },
        { "malformed, late", "identity", "not a well-formed JWT" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Each_fault_shows_at_its_step(string fault, string step, string said)
    {
        var explained = await api.ExplainAsJsonAsync("GET", "/api/main", Tokens[fault](api));

        Assert.Equal(fault.Split(',')[0], explained["reason"]!.GetValue<string>());
        var steps = explained["token_steps"]!.AsArray().ToDictionary(one => one!["step"]!.GetValue<string>(), one => one!);
        Assert.Equal(Order, steps.Keys);
        Assert.All(Order.TakeWhile(one => one != step), before => Assert.Equal("holds", Outcome(before)));
        Assert.Equal("fails", Outcome(step));
        Assert.All(Order.SkipWhile(one => one != step).Skip(1), after => Assert.Equal("not_reached", Outcome(after)));
        Assert.Contains(said, steps[step]["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEmpty(explained["fix"]!.AsArray());

        string Outcome(string name) => steps[name]["outcome"]!.GetValue<string>();
    }

    [Fact]
    public async Task A_good_token_of_another_issuer_fails_where_the_operation_names_its_own()
    {
        var run = await api.ExplainAsync("GET", "/api/main", Tokens["issuer_not_accepted_here"](api));
        Assert.Equal(1, run.ExitCode);
        Assert.Matches("accepted here +FAILS", run.Out);
        Assert.Contains("from main (", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slash_too_many_in_the_issuer_is_pointed_out()
    {
        var run = await api.ExplainAsync("GET", "/api", api.Token("read", p => p["iss"] = api.Issuer.Url + "/"));
        Assert.Contains("it differs from main's in the final '/' only", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_token_is_said_to_be_verified_and_its_steps_to_hold()
    {
        var run = await api.ExplainAsync("GET", "/api/7", "Bearer " + api.Token("read") + "\n");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("The token was verified", run.Out, StringComparison.Ordinal);
        Assert.Equal(8, run.Out.Split('\n').Count(line => System.Text.RegularExpressions.Regex.IsMatch(line, "^ +[1-8] .* ok ")));
        Assert.Matches("expires in (9|10) min", run.Out);
    }

    [Fact]
    public async Task The_time_of_the_question_decides_what_has_expired()
    {
        var run = await api.ExplainAsync("GET", "/api", api.Token(), "--at", "2099-01-31T12:00:00Z");
        Assert.Matches("lifetime +FAILS", run.Out);
        Assert.Matches("lifetime +FAILS", (await api.ExplainAsync("GET", "/api", api.Token(), "--at", "2000-01-31T12:00:00Z")).Out);
    }

    [Fact]
    public async Task An_issuer_that_cannot_be_asked_is_3_and_not_a_verdict_on_the_token()
    {
        api.Issuer.Failing = 500;
        var run = await api.ExplainAsync("GET", "/api", api.Token());
        api.Issuer.Failing = null;
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Matches("The issuer \"main\" cannot be asked for its keys at http://.* \\(discovery_status\\); whether the token is good", run.Error);
    }

    [Fact]
    public async Task A_token_that_is_not_needed_is_not_looked_at()
    {
        var run = await api.ExplainAsync("GET", "/api/open", "nonsense");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("token form +not asked", run.Out);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public async Task An_empty_file_is_no_token(string content)
    {
        var run = await CommandRun.OfAsync(content, ["explain", "GET", "/api", "--routes", api.RoutesFile, "--env", "Development", "--token-file", "-"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("--token-file -: it is empty", run.Error, StringComparison.Ordinal);
    }
}
