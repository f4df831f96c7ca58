using Gateway.Tools.Diff;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Tools.Diff;

public sealed class OperationDiffTests
{
    private const string Public = """ { "Public": true, "Why": "x" } """;
    private const string AnyToken = """ { "AnyToken": true } """;

    [Theory]
    [InlineData(""" "write" """, """ "read" """, "changed", "GET /a/x with scopes: read, caller: any, client: any")]
    [InlineData(""" "admin" """, """ "read" """, "weaker", "GET /a/x with scopes: read, caller: any, client: any")]
    [InlineData(""" "read" """, """ "admin" """, "stronger", null)]
    [InlineData(""" "read" """, """ { "Scopes": { "AnyOf": ["read", "admin"] } } """, "", null)]
    [InlineData(""" "read" """, """ { "Scopes": { "AnyOf": ["read", "write"] } } """, "weaker", "GET /a/x with scopes: write, caller: any, client: any")]
    [InlineData(""" { "Scopes": { "AllOf": ["read", "write"] } } """, """ "read" """, "weaker", "GET /a/x with scopes: read, caller: any, client: any")]
    [InlineData(""" "read" """, AnyToken, "weaker", "GET /a/x with scopes: none, caller: any, client: any")]
    [InlineData(AnyToken, """ "read" """, "stronger", null)]
    [InlineData(""" "read" """, Public, "weaker", "GET /a/x with no token")]
    [InlineData(AnyToken, Public, "weaker", "GET /a/x with no token")]
    [InlineData(Public, """ "read" """, "stronger", null)]
    [InlineData(Public, """ { "Public": true, "Why": "y" } """, "", null)]
    [InlineData(
        """ { "Scopes": "read", "Caller": "user" } """, """ "read" """, "weaker", "GET /a/x with scopes: read, caller: machine, client: any")]
    [InlineData(
        """ { "Caller": "user" } """, """ { "Caller": "machine" } """, "changed", "GET /a/x with scopes: none, caller: machine, client: any")]
    [InlineData(
        """ { "Clients": ["p"] } """, """ { "Clients": ["p", "q"] } """, "weaker", "GET /a/x with scopes: none, caller: any, client: q")]
    [InlineData(
        """ { "Clients": ["some-client"] } """, AnyToken, "weaker", "GET /a/x with scopes: none, caller: any, client: some-other-client")]
    [InlineData(
        """ { "Claims": { "role": ["p"] } } """, """ { "Claims": { "role": ["p", "q"] } } """,
        "weaker", "GET /a/x with scopes: none, caller: any, client: any, role: q")]
    [InlineData(
        """ { "Claims": { "role": ["p"] } } """, AnyToken, "weaker", "GET /a/x with scopes: none, caller: any, client: any, without role")]
    [InlineData(
        """ { "Claims": { "sub": ["p"] } } """, AnyToken, "weaker", "GET /a/x with scopes: none, caller: any, client: any, sub: something-else")]
    [InlineData(
        """ { "StepUp": { "Acr": ["mfa"] } } """, """ { "StepUp": { "Acr": ["mfa", "pin"] } } """,
        "weaker", "GET /a/x with scopes: none, caller: any, client: any, acr: pin")]
    [InlineData(
        """ { "StepUp": { "MaxAge": "5m" } } """, """ { "StepUp": { "MaxAge": "1h" } } """,
        "weaker", "GET /a/x with scopes: none, caller: any, client: any, signed in 3630s ago")]
    [InlineData(
        """ { "StepUp": { "MaxAge": "5m" } } """, AnyToken, "weaker", "GET /a/x with scopes: none, caller: any, client: any")]
    [InlineData(""" { "StepUp": { "MaxAge": "1h" } } """, """ { "StepUp": { "MaxAge": "5m" } } """, "stronger", null)]
    public async Task An_operation_that_asks_for_something_else_is_compared_by_whom_it_lets_in(string old, string @new, string kind, string? accepts)
    {
        var diff = await Diffs.OfRequirementsAsync(old, @new);

        Assert.Equal(kind.Length == 0 ? "" : $"{kind} a GET /x", diff.Summary());
        Assert.Equal(accepts, diff.Changes.SingleOrDefault()?.Accepts?.ToString());
        Assert.Equal(kind is "weaker" or "changed", diff.Weaker);
        Assert.Equal(kind is "stronger" or "changed", diff.Changes.SingleOrDefault()?.Refuses is not null);
        Assert.Equal(kind.Length == 0 ? 1 : 0, diff.Same);
    }

    [Fact]
    public async Task The_smallest_token_is_one_scope_that_implies_two_where_that_is_less()
    {
        var diff = await Diffs.OfRequirementsAsync(
            """ { "Scopes": { "AllOf": ["read", "write"] }, "Caller": "user" } """, """ { "Scopes": { "AllOf": ["read", "write"] } } """);

        Assert.Equal("admin", Assert.Single(Assert.Single(diff.Changes).Accepts!.Scopes));
    }

    [Fact]
    public async Task A_scope_that_implies_more_than_it_did_makes_weaker_what_asks_for_the_other()
    {
        var old = RoutesFiles.WithOperations("\"GET /x\": \"write\"");
        var diff = await Diffs.OfAsync(old, old.Replace("\"read\": \"Read\"", """ "read": { "Description": "Read", "Implies": ["write"] } """, StringComparison.Ordinal));

        var change = Assert.Single(diff.Changes);
        Assert.Equal(ChangeKind.Weaker, change.Kind);
        Assert.Equal("read", Assert.Single(change.Accepts!.Scopes));
    }

    [Fact]
    public async Task A_new_operation_is_new_and_not_weaker()
    {
        var diff = await Diffs.OfOperationsAsync("\"GET /x\": \"read\"", "\"GET /x\": \"read\", \"POST /x\": \"read\", \"GET /y\": { \"AnyToken\": true }");

        Assert.Equal("new a POST /x\nnew a GET /y", diff.Summary());
        Assert.False(diff.Weaker);
        Assert.Equal(1, diff.Same);
    }

    [Fact]
    public async Task A_new_operation_that_is_public_counts_as_weaker()
    {
        var diff = await Diffs.OfOperationsAsync("\"GET /x\": \"read\"", $"\"GET /x\": \"read\", \"GET /y\": {Public}");

        Assert.Equal("new a GET /y", diff.Summary());
        Assert.True(diff.Weaker);
    }

    [Fact]
    public async Task An_operation_that_is_not_there_any_more_is_gone()
    {
        var diff = await Diffs.OfOperationsAsync("\"GET /x\": \"read\", \"GET /y\": \"write\"", "\"GET /x\": \"read\"");

        Assert.Equal("gone a GET /y", diff.Summary());
        Assert.False(diff.Weaker);
    }

    [Fact]
    public async Task A_more_exact_operation_that_takes_requests_from_a_stricter_one_is_weaker()
    {
        var diff = await Diffs.OfOperationsAsync(
            "\"GET /{id}\": { \"Scopes\": \"admin\", \"Caller\": \"user\" }",
            "\"GET /{id}\": { \"Scopes\": \"admin\", \"Caller\": \"user\" }, \"GET /summary\": \"read\"");

        var change = Assert.Single(diff.Changes);
        Assert.Equal("a GET /summary", change.Subject);
        Assert.Equal("a GET /{id}", change.Old!.Name);
        Assert.Equal("GET /a/summary with scopes: read, caller: user, client: any", change.Accepts!.ToString());
        Assert.True(diff.Weaker);
        Assert.Equal(1, diff.Same);
    }

    [Fact]
    public async Task A_more_exact_operation_that_is_gone_gives_its_requests_to_a_weaker_one()
    {
        var diff = await Diffs.OfOperationsAsync("\"GET /{id}\": \"read\", \"GET /secret\": \"admin\"", "\"GET /{id}\": \"read\"");

        var change = Assert.Single(diff.Changes);
        Assert.Equal(ChangeKind.Weaker, change.Kind);
        Assert.Equal("GET /a/secret", change.Request.ToString());
        Assert.Equal("a GET /secret", change.Old!.Name);
        Assert.Equal("a GET /{id}", change.New!.Name);
    }

    [Fact]
    public async Task A_path_that_matches_less_is_gone_for_the_rest()
    {
        var diff = await Diffs.OfOperationsAsync("\"GET /{id}\": \"read\"", "\"GET /{id:int}\": \"read\"");

        Assert.Equal("gone a GET /{id}", diff.Summary());
        Assert.Equal("GET /a/some-id", Assert.Single(diff.Changes).Request.ToString());
        Assert.Equal(1, diff.Same);
    }

    [Fact]
    public async Task HEAD_that_is_named_is_not_what_GET_asks_for()
    {
        var diff = await Diffs.OfOperationsAsync("\"GET /x\": \"admin\"", "\"GET /x\": \"admin\", \"HEAD /x\": \"read\"");

        Assert.Equal("weaker a HEAD /x", diff.Summary());
        Assert.Equal("HEAD /a/x", Assert.Single(diff.Changes).Request.ToString());
    }

    [Fact]
    public async Task Another_name_of_a_parameter_of_an_API_or_of_an_issuer_changes_nothing()
    {
        var old = RoutesFiles.WithOperations("\"GET /{id}\": { \"Scopes\": \"read\", \"Issuers\": [\"main\"] }");
        var @new = old.Replace("{id}", "{key}", StringComparison.Ordinal).Replace("\"main\"", "\"renamed\"", StringComparison.Ordinal)
            .Replace("\"a\": { \"Prefix\"", "\"b\": { \"Prefix\"", StringComparison.Ordinal);
        Assert.NotEqual(old, @new);

        var diff = await Diffs.OfAsync(old, @new);

        Assert.Empty(diff.Changes);
        Assert.Equal(1, diff.Same);
    }

    [Theory]
    [InlineData(""" "Issuers": ["one"] """, """ "Issuers": ["one", "two"] """, "weaker")]
    [InlineData(""" "Issuers": ["one"] """, """ "Scopes": "read" """, "changed")]
    [InlineData(""" "Issuers": ["one", "two"] """, """ "Issuers": ["two"] """, "stronger")]
    public async Task Issuers_of_an_operation_are_compared(string old, string @new, string kind)
    {
        var diff = await Diffs.OfAsync(TwoIssuers($"{{ {old} }}"), TwoIssuers($"{{ {@new} }}"));

        Assert.Equal($"{kind} a GET /x", diff.Summary());
        if (diff.Weaker)
        {
            Assert.Equal("two", diff.Changes[0].Accepts!.Issuer);
        }
    }

    [Fact]
    public async Task A_claim_that_the_service_could_not_do_without_and_now_can_is_weaker()
    {
        const string operations = """ "Operations": { "GET /x": "read" } """;
        string With(string forward) => RoutesFiles.WithApis($$"""
            "a": { "Prefix": "/a", "Upstream": "http://a", "Forward": { "email": { "Header": "X-Mail", "Required": {{forward}} } }, {{operations}} }
            """);

        var diff = await Diffs.OfAsync(With("true"), With("false"));

        Assert.Equal("weaker a GET /x", diff.Summary());
        Assert.Equal("GET /a/x with scopes: read, caller: any, client: any, without email", diff.Changes[0].Accepts!.ToString());
    }

    [Fact]
    public async Task A_claim_that_is_asked_for_anyway_need_not_fit_into_a_header_any_more()
    {
        static string With(string forward) => RoutesFiles.WithApis($$"""
            "a": { "Prefix": "/a", "Upstream": "http://a", {{forward}} "Operations": { "GET /x": { "Claims": { "role": ["p"] } } } }
            """);

        var diff = await Diffs.OfAsync(With(""" "Forward": { "role": { "Header": "X-Role", "Required": true } }, """), With(""));

        Assert.StartsWith("weaker a GET /x", diff.Summary(), StringComparison.Ordinal);
        Assert.Equal("GET /a/x with scopes: none, caller: any, client: any, role: [p]", diff.Changes[0].Accepts!.ToString());
    }

    [Fact]
    public async Task What_no_token_can_show_is_weaker_all_the_same()
    {
        // No token has both: the client is the claim. Members are compared one by one, so this cannot be known; better a false alarm.
        var diff = await Diffs.OfRequirementsAsync(
            """ { "Claims": { "client_id": ["p"] }, "Clients": ["p"] } """, """ { "Claims": { "client_id": ["p"] } } """);

        var change = Assert.Single(diff.Changes);
        Assert.Equal(ChangeKind.Weaker, change.Kind);
        Assert.Null(change.Accepts);
    }

    private static string TwoIssuers(string requirement) => RoutesFiles.WithOperations($"\"GET /x\": {requirement}").Replace(
        "\"main\": { \"Issuer\": \"https://issuer.example\"",
        "\"one\": { \"Issuer\": \"https://one.example\", \"Audience\": \"api\" }, \"two\": { \"Issuer\": \"https://two.example\"",
        StringComparison.Ordinal);
}
