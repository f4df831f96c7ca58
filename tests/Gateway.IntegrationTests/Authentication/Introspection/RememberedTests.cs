using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Authentication.Introspection;

/// <summary>How long an answer is used again, and that one question is asked once.</summary>
public sealed class RememberedTests : IAsyncLifetime
{
    private OpaqueApi opaque = null!;

    public async Task InitializeAsync() => opaque = await OpaqueApi.StartAsync(more: ", 'CacheFor': '30s', 'NegativeCacheFor': '5s'");

    public async Task DisposeAsync() => await opaque.DisposeAsync();

    [Fact]
    public async Task A_yes_is_used_again_as_long_as_configured_and_no_longer()
    {
        await opaque.GetAsync().IsFromServiceAsync();
        opaque.Say("{\"active\":false}");
        opaque.Clock.Advance(TimeSpan.FromSeconds(29));
        await opaque.GetAsync().IsFromServiceAsync();
        Assert.Single(opaque.Questions);

        opaque.Clock.Advance(TimeSpan.FromSeconds(1));
        await opaque.GetAsync().IsRefusedTokenAsync("The token is not active");
        Assert.Equal(2, opaque.Questions.Count);
    }

    [Fact]
    public async Task A_yes_is_never_used_beyond_the_tokens_end()
    {
        opaque.Say(a => a["exp"] = opaque.Clock.GetUtcNow().ToUnixTimeSeconds() + 10);
        await opaque.GetAsync().IsFromServiceAsync();
        opaque.Clock.Advance(TimeSpan.FromSeconds(9));
        await opaque.GetAsync().IsFromServiceAsync();
        Assert.Single(opaque.Questions);

        opaque.Clock.Advance(TimeSpan.FromSeconds(1));
        opaque.Say("{\"active\":false}");
        await opaque.GetAsync().IsRefusedTokenAsync("The token is not active");
    }

    [Fact]
    public async Task A_token_without_an_end_is_asked_about_again_and_again()
    {
        opaque.Say(a => a.Remove("exp"));
        for (var i = 1; i <= 3; i++)
        {
            await opaque.GetAsync().IsFromServiceAsync();
            Assert.Equal(i, opaque.Questions.Count);
            opaque.Clock.Advance(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task When_the_clock_is_set_back_a_remembered_token_is_not_valid_before_its_time()
    {
        opaque.Say(a => a["nbf"] = opaque.Clock.GetUtcNow().ToUnixTimeSeconds());
        await opaque.GetAsync().IsFromServiceAsync();
        opaque.Clock.Advance(TimeSpan.FromSeconds(-31));
        await opaque.GetAsync().IsRefusedTokenAsync("The token is not valid yet");
        Assert.Single(opaque.Questions);
    }

    [Fact]
    public async Task A_no_is_used_again_briefly()
    {
        opaque.Say("{\"active\":false}");
        await opaque.GetAsync().IsRefusedTokenAsync("The token is not active");
        opaque.Say();
        opaque.Clock.Advance(TimeSpan.FromSeconds(4));
        await opaque.GetAsync().IsRefusedTokenAsync("The token is not active");
        Assert.Single(opaque.Questions);

        opaque.Clock.Advance(TimeSpan.FromSeconds(1));
        await opaque.GetAsync().IsFromServiceAsync();
    }

    [Fact]
    public async Task Each_token_has_its_own_answer()
    {
        await opaque.GetAsync("one").IsFromServiceAsync();
        opaque.Say("{\"active\":false}");
        await opaque.GetAsync("One").IsRefusedTokenAsync("The token is not active");
        await opaque.GetAsync("one").IsFromServiceAsync();
    }

    [Fact]
    public async Task Nothing_is_remembered_when_so_configured()
    {
        await using var forgetful = await OpaqueApi.StartAsync(more: ", 'CacheFor': '0s', 'NegativeCacheFor': '0s'");
        await forgetful.GetAsync().IsFromServiceAsync();
        await forgetful.GetAsync().IsFromServiceAsync();
        forgetful.Say("{\"active\":false}");
        await forgetful.GetAsync().IsRefusedTokenAsync("The token is not active");
        forgetful.Say();
        await forgetful.GetAsync().IsFromServiceAsync();
        Assert.Equal(4, forgetful.Questions.Count);
    }

    [Fact]
    public async Task Many_requests_with_one_new_token_ask_once()
    {
        var good = opaque.Answer;
        var open = new TaskCompletionSource();
        opaque.Answer = async context =>
        {
            await open.Task;
            await good(context);
        };
        var answers = Enumerable.Range(0, 50).Select(_ => opaque.GetAsync()).ToList();
        await Eventually.IsSoAsync(() => opaque.Questions.Count > 0);
        open.SetResult();

        foreach (var answer in answers)
        {
            await answer.IsFromServiceAsync();
        }

        Assert.Single(opaque.Questions);
    }

    [Fact]
    public async Task Made_up_tokens_keep_only_so_many_questions_under_way()
    {
        var open = new TaskCompletionSource();
        opaque.Answer = async context =>
        {
            await open.Task;
            await context.Response.WriteAsync("");
        };
        var answers = Enumerable.Range(0, 300).Select(i => opaque.GetAsync($"made-up-{i}")).ToList();
        using var first = await await Task.WhenAny(answers);
        Assert.Equal(503, (int)first.StatusCode);

        open.SetResult();
        foreach (var answer in answers)
        {
            using var done = await answer;
        }

        Assert.InRange(opaque.Questions.Count, 1, 299);
    }
}
