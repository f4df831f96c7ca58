using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

public sealed class CompilerTests
{
    private const string Two = """
        "a": { "Prefix": "/a", "Upstream": "http://a", "Operations": { "GET /": "read", "POST /": "write", "GET /open": { "Public": true, "Why": "x" } } },
        "b": { "Prefix": "/b", "Upstream": "http://b", "Operations": { "GET /": { "Scopes": "read", "Caller": "user" } } }
        """;

    private const string Candidate = """ "Candidate": { "Scopes": "read", "Caller": "user", "Clients": ["c"], "Until": "2027-01-31" } """;

    private static readonly string File = RoutesFiles.WithApis(Two);

    [Theory]
    [InlineData("\"Upstream\": \"http://a\"", "\"Upstream\": \"http://a2\"", "a GET /, a POST /, a GET /open")]
    [InlineData("\"Prefix\": \"/a\"", "\"Prefix\": \"/a\", \"Yarp\": { \"Route\": { \"MaxRequestBodySize\": 1 } }", "a GET /, a POST /, a GET /open")]
    [InlineData("\"Prefix\": \"/a\"", "\"Prefix\": \"/a\", \"KeepPrefix\": true", "a GET /, a POST /, a GET /open")]
    [InlineData("\"Prefix\": \"/a\"", "\"Prefix\": \"/a\", \"ForwardClaims\": [\"email\"]", "a GET /, a POST /, a GET /open")]
    [InlineData("\"Prefix\": \"/a\"", "\"Prefix\": \"/a\", \"ForwardAuthorization\": true", "a GET /, a POST /, a GET /open")]
    [InlineData("\"Prefix\": \"/a\"", "\"Prefix\": \"/a\", \"Timeout\": \"30s\"", "a GET /, a POST /, a GET /open")]
    [InlineData("\"Prefix\": \"/a\"", "\"Prefix\": \"/a\", \"Resilience\": { \"Retry\": false }", "a GET /, a POST /, a GET /open")]
    [InlineData("\"Prefix\": \"/a\"", "\"Prefix\": \"/a\", \"Resilience\": { \"Retry\": true }", "")]
    [InlineData("\"Caller\": \"user\"", "\"Caller\": \"user\", \"Timeout\": \"30s\"", "b GET /")]
    [InlineData("\"POST /\": \"write\"", "\"POST /\": \"admin\"", "a POST /")]
    [InlineData("\"Caller\": \"user\"", "\"Caller\": \"machine\"", "b GET /")]
    [InlineData("\"Caller\": \"user\"", "\"Caller\": \"user\", \"Issuers\": [\"main\"]", "b GET /")]
    [InlineData("\"Caller\": \"user\"", "\"Caller\": \"user\", \"StepUp\": { \"Acr\": [\"mfa\"] }", "b GET /")]
    [InlineData("\"Caller\": \"user\"", "\"Caller\": \"user\", \"StepUp\": { \"MaxAge\": \"5m\" }", "b GET /")]
    [InlineData("\"Caller\": \"user\"", "\"Caller\": \"user\", " + Candidate, "b GET /")]
    [InlineData("\"Prefix\": \"/a\"", "\"Prefix\": \"/a\", \"Issuers\": [\"main\"]", "a GET /, a POST /")]
    [InlineData("\"Audience\": \"api\"", "\"Audience\": \"api\", \"MaxTokenAge\": \"1h\"", "a GET /, a POST /, b GET /")]
    [InlineData("\"Audience\": \"api\"", "\"Audience\": \"api\", \"Clients\": [\"c\"]", "a GET /, a POST /, b GET /")]
    [InlineData("\"Implies\": [\"read\", \"write\"]", "\"Implies\": [\"read\"]", "a POST /")]
    [InlineData("https://issuer.example", "https://Issuer.example", "a GET /, a POST /, b GET /")]
    [InlineData("\"Why\": \"x\"", "\"Why\": \"y\"", "")]
    [InlineData("\"Prefix\": \"/a\"", "\"Prefix\": \"/a\", \"Owner\": \"me\"", "")]
    [InlineData("\"read\": \"Read\"", "\"read\": \"Read all\", \"new\": \"New\"", "")]
    [InlineData("\"Version\": 1,", "\"Version\": 1,\n\n", "")]
    [InlineData("\"Apis\": {", "\n\"Apis\": {\n", "")]
    public void A_route_has_a_new_id_when_what_decides_about_it_changes_and_keeps_it_otherwise(string before, string after, string changed)
    {
        Assert.Contains(before, File, StringComparison.Ordinal);
        var old = RoutesFiles.Compile(File).Operations.Select(operation => operation.RouteId).ToHashSet();

        var table = RoutesFiles.Compile(File.Replace(before, after, StringComparison.Ordinal));

        Assert.Equal(changed, string.Join(", ", table.Operations.Where(operation => !old.Contains(operation.RouteId)).Select(operation => operation.Id)));
    }

    [Theory]
    [InlineData("\"c\"", "\"d\"")]
    [InlineData("\"read\", \"Caller\"", "\"admin\", \"Caller\"")]
    [InlineData("2027-01-31", "2027-02-01")]
    [InlineData(Candidate, "")]
    public void A_route_has_a_new_id_when_its_candidate_changes_or_goes(string before, string after)
    {
        const string written = $$""" "GET /": { "AnyToken": true, {{Candidate}} }, "POST /": "write" """;
        var old = RoutesFiles.Compile(RoutesFiles.WithOperations(written)).Operations;
        var now = RoutesFiles.Compile(RoutesFiles.WithOperations(written.Replace(before, after, StringComparison.Ordinal))).Operations;

        Assert.NotEqual(old[0].RouteId, now[0].RouteId);
        Assert.Equal(old[1].RouteId, now[1].RouteId);
    }

    [Fact]
    public void A_candidate_is_compiled_as_a_rule_is_and_does_not_change_the_rule()
    {
        const string rule = """ "GET /": { "Scopes": "read", "Issuers": ["main"] """;
        var alone = Assert.Single(RoutesFiles.Compile(RoutesFiles.WithOperations($"{rule} }}")).Operations);
        var beside = Assert.Single(RoutesFiles.Compile(RoutesFiles.WithOperations($"{rule}, {Candidate} }}")).Operations);

        Assert.Null(alone.Candidate);
        var (asked, enforced) = (beside.Candidate!.Requirement, Assert.IsType<Requirement.Token>(beside.Requirement));
        Assert.Equal("read", Assert.Single(Assert.Single(asked.Scopes!.Alternatives)).Name);
        Assert.Equal((CallerKind.User, "c"), (asked.Caller, Assert.Single(asked.Clients)));
        Assert.Equal(new DateOnly(2027, 1, 31), beside.Candidate.Until);
        Assert.Equal((null, 0), (enforced.Caller, enforced.Clients.Length));
    }

    [Fact]
    public void A_route_keeps_its_id_when_an_issuer_changes_that_it_does_not_accept()
    {
        const string two = """ "Issuers": { "other": { "Issuer": "https://other.example", "Audience": "x" }, "main" """;
        var file = File.Replace("\"Issuers\": { \"main\"", two, StringComparison.Ordinal)
            .Replace("\"Caller\": \"user\"", "\"Caller\": \"user\", \"Issuers\": [\"main\"]", StringComparison.Ordinal);
        var before = RoutesFiles.Compile(file).Operations.Select(operation => operation.RouteId).ToHashSet();
        var after = RoutesFiles.Compile(file.Replace("\"Audience\": \"x\"", "\"Audience\": \"y\"", StringComparison.Ordinal));

        Assert.Equal(
            ["a GET /", "a POST /"],
            after.Operations.Where(operation => !before.Contains(operation.RouteId)).Select(operation => operation.Id));
    }

    [Fact]
    public void A_scope_whose_case_alone_changes_makes_another_route()
    {
        var lower = RoutesFiles.Compile(File);
        var upper = RoutesFiles.Compile(File.Replace("\"write\"", "\"Write\"", StringComparison.Ordinal));

        Assert.NotEqual(RouteId(lower), RouteId(upper), StringComparer.OrdinalIgnoreCase);

        static string RouteId(RouteTable table) => table.Operations.Single(operation => operation.Id == "a POST /").RouteId;
    }

    [Fact]
    public void A_cluster_is_named_by_its_api_and_its_content()
    {
        var before = RoutesFiles.Compile(File).Clusters;
        var after = RoutesFiles.Compile(File.Replace("http://a", "http://a2", StringComparison.Ordinal)).Clusters;

        Assert.Matches("^a-[0-9a-f]{12}$", before[0].ClusterId);
        Assert.NotEqual(before[0].ClusterId, after[0].ClusterId);
        Assert.Equal(before[1].ClusterId, after[1].ClusterId);
    }

    [Fact]
    public void An_operation_has_its_own_time_or_the_APIs()
    {
        var table = RoutesFiles.Compile(RoutesFiles.WithApis("""
            "a": { "Prefix": "/a", "Upstream": "http://a", "Timeout": "30s", "Operations": { "GET /": "read", "GET /x": { "Scopes": "read", "Timeout": "5m" } } },
            "b": { "Prefix": "/b", "Upstream": "http://b", "Operations": { "GET /": "read" } }
            """));

        Assert.Equal([TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), null], table.Routes.Select(route => route.Timeout));
    }

    [Theory]
    [InlineData("", true, 20, 0.5, null)]
    [InlineData(""" "Resilience": { "Retry": false, "MaxConcurrentRequests": 7 }, """, false, 20, 0.5, 7)]
    [InlineData(""" "Resilience": { "CircuitBreaker": { "MinimumRequests": 9 } }, """, true, 9, 0.5, null)]
    [InlineData(""" "Resilience": { "CircuitBreaker": { "FailureRatio": 1e-1 } }, """, true, 20, 0.1, null)]
    [InlineData(""" "Resilience": { "CircuitBreaker": false }, """, true, null, null, null)]
    public void What_Resilience_does_not_say_is_as_without_it(string written, bool retry, int? minimum, double? ratio, int? concurrent)
    {
        var found = Assert.Single(RoutesFiles.Compile(RoutesFiles.WithApis(
            $$""" "a": { "Prefix": "/a", "Upstream": "http://a", {{written}} "Operations": { "GET /": "read" } } """)).Apis).Resilience;

        Assert.Equal((retry, minimum, ratio, concurrent), (found.Retry, found.CircuitBreaker?.MinimumRequests, found.CircuitBreaker?.FailureRatio, found.MaxConcurrentRequests));
    }

    [Theory]
    [InlineData("", 1, null)]
    [InlineData("", 2, true)]
    [InlineData(""" "HealthCheck": { "Passive": { "Enabled": false } }, """, 2, false)]
    [InlineData(""" "HealthCheck": { "Active": { "Enabled": true } }, """, 2, true)]
    public void Passive_health_checks_are_on_where_there_is_a_choice_unless_the_file_says_otherwise(string written, int destinations, bool? enabled)
    {
        var addresses = string.Join(", ", Enumerable.Range(0, destinations).Select(index => $$""" "d{{index}}": { "Address": "http://d{{index}}" } """));
        var cluster = Assert.Single(RoutesFiles.Compile(RoutesFiles.WithApis($$"""
            "a": {
              "Prefix": "/a", "Operations": { "GET /": "read" },
              "Yarp": { "Cluster": { {{written}} "Destinations": { {{addresses}} } } }
            }
            """)).Clusters);

        Assert.Equal(enabled, cluster.HealthCheck?.Passive?.Enabled);
        Assert.Equal(written.Contains("Active", StringComparison.Ordinal) ? true : null, cluster.HealthCheck?.Active?.Enabled);
    }

    [Fact]
    public void Reading_the_same_file_twice_gives_the_same_ids()
    {
        Assert.Equal(
            RoutesFiles.Compile(File).Operations.Select(operation => operation.RouteId),
            RoutesFiles.Compile(File).Operations.Select(operation => operation.RouteId));
    }

    [Theory]
    [InlineData("\"GET /\": \"read\"", "/a", "GET,HEAD")]
    [InlineData("\"GET /x\": \"read\"", "/a/x", "GET,HEAD")]
    [InlineData("\"GET /x\": \"read\", \"HEAD /x\": \"read\"", "/a/x", "GET")]
    [InlineData("\"GET /{id}\": \"read\", \"HEAD /{key}\": \"read\"", "/a/{id}", "GET")]
    [InlineData("\"GET /{id:int}\": \"read\", \"HEAD /{id}\": \"read\"", "/a/{id:int}", "GET,HEAD")]
    [InlineData("\"POST /{id}\": \"read\"", "/a/{id}", "POST")]
    [InlineData("\"OPTIONS /{**rest}\": \"read\"", "/a/{**rest}", "OPTIONS")]
    public void The_template_has_the_prefix_and_GET_brings_HEAD(string operations, string template, string methods)
    {
        var table = RoutesFiles.Compile(RoutesFiles.WithOperations(operations));

        Assert.Equal(template, table.Operations[0].Template);
        Assert.Equal(template, table.Routes[0].Match.Path);
        Assert.Equal(methods, string.Join(',', table.Operations[0].Methods));
        Assert.Equal(methods, string.Join(',', table.Routes[0].Match.Methods!));
    }

    [Fact]
    public void Routes_operations_and_clusters_belong_together()
    {
        var table = RoutesFiles.Compile(File);

        Assert.Equal(table.Operations.Select(operation => operation.RouteId), table.Routes.Select(route => route.RouteId));
        Assert.All(table.Routes, route => Assert.Contains(table.Clusters, cluster => cluster.ClusterId == route.ClusterId));
        Assert.Equal("routes.json:6", table.Operations[3].Place);
    }

    [Fact]
    public void The_provider_serves_the_table_and_finds_operations_by_route()
    {
        var table = RoutesFiles.Compile(File);
        var provider = new RouteTableProvider(table);

        Assert.Equal(table.Routes, provider.GetConfig().Routes);
        Assert.Equal(table.Clusters, provider.GetConfig().Clusters);
        Assert.False(provider.GetConfig().ChangeToken.HasChanged);
        Assert.Same(table.Operations[1], provider.Find(table.Routes[1].RouteId));
        Assert.Null(provider.Find("a POST /"));
    }
}
