using Gateway.Testing;
using Gateway.Tools.PolicyTests;

namespace Gateway.UnitTests.Tools.PolicyTests;

public sealed class ReachTests
{
    [Fact]
    public async Task The_exact_set_holds_in_any_order() =>
        Assert.True((await RunAsync("\"notes GET /me\", \"notes GET /\"")).Passed);

    [Fact]
    public async Task One_operation_more_than_listed_is_named()
    {
        var reach = await RunAsync("\"notes GET /\"");

        Assert.False(reach.Passed);
        Assert.Equal(["reader can ALSO call notes GET /me (routes.json:12)"], FailureText.Of(reach));
    }

    [Fact]
    public async Task One_operation_less_than_listed_is_named_with_the_reason()
    {
        var reach = await RunAsync("\"notes GET /\", \"notes GET /me\", \"notes POST /\"");

        Assert.False(reach.Passed);
        Assert.Equal(["reader can NOT call notes POST / (routes.json:10): The token lacks write"], FailureText.Of(reach));
    }

    [Fact]
    public async Task Both_are_named_at_once() =>
        Assert.Equal(["reader can ALSO call notes GET /me (routes.json:12)", "reader can NOT call notes POST / (routes.json:10): The token lacks write"],
            FailureText.Of(await RunAsync("\"notes GET /\", \"notes POST /\"")));

    [Fact]
    public async Task Somebody_without_a_token_reaches_nothing_that_is_protected()
    {
        Assert.True((await RunAsync("", "nobody")).Passed);
        Assert.False((await RunAsync("\"notes GET /me\"", "nobody")).Passed);
    }

    private static async Task<ReachResult> RunAsync(string operations, string persona = "reader")
    {
        var file = PolicyFiles.Read($$"""
            {
              "Version": 1,
              "Personas": { "nobody": null, "reader": { "Client": "app", "Scopes": ["read"] } },
              "Reach": { "{{persona}}": [{{operations}}] }
            }
            """);
        return (await PolicyTestRun.OfAsync(PolicyFiles.Policy, [file], _ => true, new SettableClock().GetUtcNow())).Reaches.Single();
    }
}
