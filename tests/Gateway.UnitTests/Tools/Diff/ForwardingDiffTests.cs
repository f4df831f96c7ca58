using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Tools.Diff;

public sealed class ForwardingDiffTests
{
    [Theory]
    [InlineData("", """ "Yarp": { "Route": { "MaxRequestBodySize": 10 } } """, "MaxBody the process's → 10B: a GET /{id}, a POST /{id}")]
    [InlineData(""" "MaxBody": "1MB" """, """ "MaxBody": "none" """, "MaxBody 1MB → none: a GET /{id}, a POST /{id}")]
    [InlineData("", """ "Timeout": "10s" """, "Timeout none → 10s: a GET /{id}, a POST /{id}")]
    [InlineData(""" "Timeout": "5m" """, """ "Timeout": "10s" """, "Timeout 5m → 10s: a GET /{id}, a POST /{id}")]
    [InlineData("", """ "Resilience": { "Retry": false } """, "what is done when the service fails has changed (Resilience)")]
    [InlineData("", """ "KeepPrefix": true """, "other settings of the way to the service have changed (Yarp, KeepPrefix)")]
    [InlineData("", """ "ForwardClaims": ["email"] """, "the service is told more: email")]
    [InlineData("", """ "Forward": { "email": "X-Mail" } """, "the service is told more: email in X-Mail")]
    [InlineData(""" "ForwardClaims": ["email"] """, "", "the service is told less: email")]
    [InlineData(""" "ForwardAuthorization": true """, "", "the service does not receive the caller's own token any more")]
    [InlineData("", """ "Cors": { "Origins": ["https://a.example"] } """, "pages of more origins may call: https://a.example")]
    [InlineData("", """ "Priority": "critical" """, "when there is too much to do, a GET /{id} is critical, was normal; a POST /{id} is critical, was normal (Priority)")]
    [InlineData(""" "Cors": { "Origins": ["https://a.example"] } """, "", "pages of fewer origins may call: https://a.example")]
    [InlineData(
        """ "Cors": { "Origins": ["https://a.example"], "Credentials": true } """,
        """ "Cors": { "Origins": ["https://a.example"] } """,
        "pages may not call with the browser's cookies any more")]
    public async Task What_the_service_is_told_and_how_is_notable(string old, string @new, string note)
    {
        var diff = await Diffs.OfAsync(File(old), File(@new));

        Assert.Equal("notable API a", diff.Summary());
        Assert.Equal(note, Assert.Single(diff.Changes[0].Notes));
        Assert.False(diff.Weaker);
        Assert.Equal(2, diff.Same);
    }

    [Fact]
    public async Task Another_certificate_or_authority_is_notable()
    {
        var none = Https("");
        var some = Https(""" "UpstreamTls": { "CaFile": "ca.pem" } """);
        var other = Https(""" "UpstreamTls": { "CaFile": "ca.pem", "ClientCertificateFile": "g.pem" } """);
        foreach (var (old, @new) in new[] { (none, some), (some, other), (other, none) })
        {
            var change = Assert.Single((await Diffs.OfAsync(old, @new)).Changes);
            Assert.Contains("UpstreamTls", Assert.Single(change.Notes), StringComparison.Ordinal);
        }

        Assert.Empty((await Diffs.OfAsync(some, some)).Changes);

        static string Https(string members) => File(members).Replace("http://a", "https://a", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_upstream_is_notable()
    {
        var diff = await Diffs.OfAsync(File(""), File("").Replace("http://a", "http://b", StringComparison.Ordinal));

        Assert.Equal("upstream: http://a → http://b", Assert.Single(Assert.Single(diff.Changes).Notes));
        Assert.False(diff.Weaker);
    }

    [Fact]
    public async Task The_callers_own_token_that_is_handed_on_now_is_weaker()
    {
        var diff = await Diffs.OfAsync(File(""), File(""" "ForwardAuthorization": true """));

        Assert.Equal("weaker API a", diff.Summary());
        Assert.True(diff.Weaker);
    }

    [Theory]
    [InlineData("""{ "Origins": ["https://a.example"] }""", """{ "Origins": ["*"] }""")]
    [InlineData("""{ "Origins": ["https://a.example"] }""", """{ "Origins": ["https://a.example"], "Credentials": true }""")]
    public async Task Every_page_or_one_with_cookies_that_may_call_now_is_weaker(string old, string @new)
    {
        var diff = await Diffs.OfAsync(File($"\"Cors\": {old}"), File($"\"Cors\": {@new}"));

        Assert.Equal("weaker API a", diff.Summary());
        Assert.Equal("Cors", Assert.Single(diff.Changes[0].Laxer));
    }

    [Fact]
    public async Task Where_everybody_may_call_no_token_is_handed_on()
    {
        const string open = """ "GET /x": { "Public": true, "Why": "x" } """;
        var diff = await Diffs.OfAsync(File("", open), File(""" "ForwardAuthorization": true """, open));

        Assert.Empty(diff.Changes);
    }

    [Fact]
    public async Task A_request_that_goes_to_another_API_now_is_compared_with_the_one_it_went_to()
    {
        const string other = """, "b": { "Prefix": "/a/x", "Upstream": "http://b", "ForwardAuthorization": true, "Operations": { "GET /": "read" } } """;
        var diff = await Diffs.OfAsync(File(""), RoutesFiles.WithApis(Api("") + other));

        Assert.Contains("weaker API a, now b", diff.Summary(), StringComparison.Ordinal);
    }

    private static string File(string members, string operations = "\"GET /{id}\": \"read\", \"POST /{id}\": \"write\"") =>
        RoutesFiles.WithApis(Api(members, operations));

    private static string Api(string members, string operations = "\"GET /{id}\": \"read\", \"POST /{id}\": \"write\"") => $$"""
        "a": { "Prefix": "/a", "Upstream": "http://a", {{(members.Length == 0 ? "" : members + ",")}} "Operations": { {{operations}} } }
        """;
}
