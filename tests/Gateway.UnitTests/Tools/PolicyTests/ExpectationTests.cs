using Gateway.Authorization;
using Gateway.Testing;
using Gateway.Tools.PolicyTests;

namespace Gateway.UnitTests.Tools.PolicyTests;

/// <summary>Every kind of expectation, met and not met.</summary>
public sealed class ExpectationTests
{
    private const string Personas = """
        "nobody": null,
        "late": { "Token": "expired" },
        "reader": { "Client": "app", "Scopes": ["read"] },
        "writer": { "Client": "app", "Scopes": ["write"] },
        "robot": { "Subject": "bot", "Client": "bot", "Caller": "machine", "Scopes": ["write"] },
        "admin": { "Client": "app", "Scopes": ["admin"], "AuthTime": "5m" },
        "admin-since-morning": { "Client": "app", "Scopes": ["admin"], "AuthTime": "4h" }
        """;

    [Theory]
    [InlineData("reader", "GET /notes", "\"allow\"")]
    [InlineData("reader", "HEAD /notes", "\"allow\"")]
    [InlineData("admin", "GET /notes/", "\"allow\"")]
    [InlineData("nobody", "GET /notes/healthz", "\"allow\"")]
    [InlineData("late", "GET /notes/healthz", "\"allow\"")]
    [InlineData("nobody", "GET /notes", "401")]
    [InlineData("nobody", "GET /notes", "401, \"Code\": \"no_credentials\"")]
    [InlineData("late", "GET /notes", "401, \"Code\": \"invalid_token\"")]
    [InlineData("reader", "POST /notes", "403")]
    [InlineData("reader", "POST /notes", "403, \"Code\": \"insufficient_scope\", \"Missing\": [\"write\"]")]
    [InlineData("robot", "POST /notes", "403, \"Code\": \"caller_not_allowed\"")]
    [InlineData("admin", "DELETE /notes/1", "\"allow\"")]
    [InlineData("admin-since-morning", "DELETE /notes/1", "401, \"Code\": \"insufficient_user_authentication\"")]
    [InlineData("reader", "GET /elsewhere", "404")]
    [InlineData("admin", "DELETE /notes/one", "404, \"Code\": \"not_found\"")]
    [InlineData("reader", "PATCH /notes", "405, \"Code\": \"method_not_allowed\"")]
    public async Task It_is_met(string persona, string request, string expectation) =>
        Assert.True((await RunAsync(persona, request, expectation)).Passed);

    [Theory]
    [InlineData("reader", "POST /notes", "\"allow\"", "expected allow; got 403 insufficient_scope, missing write")]
    [InlineData("reader", "GET /notes", "401", "expected 401; got allow")]
    [InlineData("nobody", "GET /notes/healthz", "401", "expected 401; got allow")]
    [InlineData("nobody", "GET /notes", "403", "expected 403; got 401 no_credentials")]
    [InlineData("late", "GET /notes", "401, \"Code\": \"no_credentials\"", "expected 401 no_credentials; got 401 invalid_token")]
    [InlineData("reader", "POST /notes", "403, \"Code\": \"caller_not_allowed\"", "expected 403 caller_not_allowed; got 403 insufficient_scope, missing write")]
    [InlineData("reader", "POST /notes", "403, \"Missing\": [\"admin\"]", "expected 403, missing admin; got 403 insufficient_scope, missing write")]
    [InlineData("reader", "POST /notes", "403, \"Missing\": [\"admin\", \"write\"]", "expected 403, missing admin write; got 403 insufficient_scope, missing write")]
    [InlineData("robot", "POST /notes", "403, \"Missing\": [\"write\"]", "expected 403, missing write; got 403 caller_not_allowed")]
    [InlineData("admin-since-morning", "DELETE /notes/1", "\"allow\"", "expected allow; got 401 insufficient_user_authentication")]
    [InlineData("reader", "GET /notes", "404", "expected 404; got allow")]
    [InlineData("reader", "GET /elsewhere", "\"allow\"", "expected allow; got 404 not_found")]
    [InlineData("reader", "PATCH /notes", "404", "expected 404; got 405 method_not_allowed")]
    [InlineData("reader", "OPTIONS /notes", "405", "expected 405; got 204")]
    public async Task It_is_not_met_and_the_first_line_says_both_sides(string persona, string request, string expectation, string said)
    {
        var failed = await RunAsync(persona, request, expectation);

        Assert.False(failed.Passed);
        Assert.Equal(said, FailureText.Of(failed).First());
    }

    [Fact]
    public async Task A_failure_names_the_step_the_operation_and_the_authors_reason()
    {
        var failed = await RunAsync("reader", "POST /notes", "\"allow\", \"Why\": \"everybody writes\"");

        Assert.Equal(
            [
                "expected allow; got 403 insufficient_scope, missing write",
                "step scopes: The token lacks write",
                "operation notes POST / (routes.json:10)",
                "why: everybody writes",
            ],
            FailureText.Of(failed));
    }

    /// <summary>The age counts from the call, whenever that is; the issuer's clock skew of 30 s is on top.</summary>
    [Theory]
    [InlineData("330s", true)]
    [InlineData("331s", false)]
    public async Task The_age_of_a_sign_in_is_its_age_at_the_call(string age, bool allowed)
    {
        var clock = new SettableClock();
        var file = FileOf($"\"admin\": {{ \"Client\": \"app\", \"Scopes\": [\"admin\"], \"AuthTime\": \"{age}\" }}", "admin", "DELETE /notes/1", "\"allow\"");
        for (var day = 0; day < 3; day++)
        {
            var run = await PolicyTestRun.OfAsync(PolicyFiles.Policy, [file], _ => true, clock.GetUtcNow());

            Assert.Equal(allowed, run.Passed);
            clock.Advance(TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public void A_token_that_a_persona_had_gets_older()
    {
        var clock = new SettableClock();
        var admin = FileOf(Personas, "admin", "DELETE /notes/1", "\"allow\"").Personas.Single(persona => persona.Name == "admin");
        var operation = PolicyFiles.Policy.Operations.Single(operation => operation.Id == "notes DELETE /{id:int}");
        var token = admin.TokenAt(clock.GetUtcNow());

        Assert.True(Evaluator.Decide(operation, token, clock.GetUtcNow()).Allowed);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(Evaluator.Decide(operation, token, clock.GetUtcNow()).Allowed);
        Assert.True(Evaluator.Decide(operation, admin.TokenAt(clock.GetUtcNow()), clock.GetUtcNow()).Allowed);
    }

    private static PolicyTestFile FileOf(string personas, string persona, string request, string expectation) => PolicyFiles.Read($$"""
        {
          "Version": 1,
          "Personas": { {{personas}} },
          "Tests": [{ "As": "{{persona}}", "Request": "{{request}}", "Expect": {{expectation}} }]
        }
        """);

    private static async Task<TestResult> RunAsync(string persona, string request, string expectation)
    {
        var file = FileOf(Personas, persona, request, expectation);
        return (await PolicyTestRun.OfAsync(PolicyFiles.Policy, [file], _ => true, new SettableClock().GetUtcNow())).Tests.Single();
    }
}
