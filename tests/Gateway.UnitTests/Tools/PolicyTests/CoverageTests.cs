using Gateway.Testing;
using Gateway.Tools.PolicyTests;

namespace Gateway.UnitTests.Tools.PolicyTests;

public sealed class CoverageTests
{
    private const string Allowed = """{ "As": "reader", "Request": "GET /notes", "Expect": "allow" }""";

    private const string Refused = """{ "As": "writer", "Request": "GET /notes", "Expect": 403 }""";

    [Fact]
    public async Task An_operation_is_covered_when_it_is_allowed_and_refused() =>
        Assert.Equal(["notes GET /"], await CoveredAsync($"{Allowed}, {Refused}"));

    [Theory]
    [InlineData(Allowed)]
    [InlineData(Refused)]
    [InlineData("""{ "As": "reader", "Request": "GET /elsewhere", "Expect": 404 }""")]
    public async Task One_side_alone_is_not_enough(string tests) =>
        Assert.Empty(await CoveredAsync(tests));

    [Fact]
    public async Task A_test_that_fails_proves_nothing() =>
        Assert.Empty(await CoveredAsync($$"""{{Allowed}}, { "As": "writer", "Request": "GET /notes", "Expect": "allow" }"""));

    [Theory]
    [InlineData("nobody")]
    [InlineData("late")]
    public async Task To_refuse_somebody_without_a_good_token_proves_nothing_about_the_scopes(string persona) =>
        Assert.Empty(await CoveredAsync($$"""{{Allowed}}, { "As": "{{persona}}", "Request": "GET /notes", "Expect": 401 }"""));

    [Fact]
    public async Task Where_any_token_will_do_it_is_all_there_is_to_refuse() =>
        Assert.Equal(["notes GET /me"], await CoveredAsync("""
            { "As": "reader", "Request": "GET /notes/me", "Expect": "allow" }, { "As": "nobody", "Request": "GET /notes/me", "Expect": 401 }
            """));

    [Fact]
    public async Task A_public_operation_refuses_nobody_so_to_be_allowed_is_all() =>
        Assert.Equal(["notes GET /healthz"], await CoveredAsync("""{ "As": "nobody", "Request": "GET /notes/healthz", "Expect": "allow" }"""));

    [Fact]
    public async Task Reaches_that_hold_prove_both_sides() =>
        Assert.Equal(["notes GET /", "notes POST /"], await CoveredAsync("", """
            "reader": ["notes GET /", "notes GET /me"], "writer": ["notes POST /", "notes GET /me"]
            """));

    [Fact]
    public async Task A_reach_that_fails_proves_nothing() =>
        Assert.Empty(await CoveredAsync("", """
            "reader": ["notes GET /"], "writer": ["notes POST /", "notes GET /me"]
            """));

    [Theory]
    [InlineData(Allowed, 0)]
    [InlineData(Allowed + "," + Refused, 20)]
    [InlineData(Allowed + "," + Refused + """, { "As": "nobody", "Request": "GET /notes/healthz", "Expect": "allow" }""", 40)]
    public async Task Percent_is_of_all_operations(string tests, int percent)
    {
        var coverage = await CoverAsync(tests, "");

        Assert.Equal(5, coverage.Operations.Length);
        Assert.Equal(percent, coverage.Percent);
    }

    private static async Task<string[]> CoveredAsync(string tests, string reach = "") =>
        [.. (await CoverAsync(tests, reach)).Operations.Where(operation => operation.Covered).Select(operation => operation.Operation.Id)];

    private static async Task<Coverage> CoverAsync(string tests, string reach)
    {
        var file = PolicyFiles.Read($$"""
            {
              "Version": 1,
              "Personas": {
                "nobody": null,
                "late": { "Token": "expired" },
                "reader": { "Client": "app", "Scopes": ["read"] },
                "writer": { "Client": "app", "Scopes": ["write"] }
              }
              {{(tests.Length == 0 ? "" : $", \"Tests\": [{tests}]")}}
              {{(reach.Length == 0 ? "" : $", \"Reach\": {{ {reach} }}")}}
            }
            """);
        return Coverage.Of(PolicyFiles.Policy, await PolicyTestRun.OfAsync(PolicyFiles.Policy, [file], _ => true, new SettableClock().GetUtcNow()));
    }
}
