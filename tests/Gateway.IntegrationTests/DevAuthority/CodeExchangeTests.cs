using System.Net;

namespace Gateway.IntegrationTests.DevAuthority;

public sealed class CodeExchangeTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    private const string Client = "timesheets-web";

    [Fact]
    public async Task A_code_brings_a_token()
    {
        var reply = await authority.RedeemAsync(Client, await NewCodeAsync());

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.True((await authority.VerifyAsync(reply.AccessToken!)).IsValid);
        Assert.True(reply.Headers.CacheControl!.NoStore);
        Assert.Equal("no-cache", reply.Headers.Pragma.Single().Name);
        Assert.Null(reply.RefreshToken);
    }

    [Fact]
    public async Task A_code_can_be_used_only_once_and_a_second_use_revokes_what_the_first_brought()
    {
        var code = await authority.CodeAsync("alice", Client, "read:timesheets offline_access");
        var first = await authority.RedeemAsync(Client, code);
        Assert.True(await authority.IsActiveAsync(first.AccessToken!));

        var second = await authority.RedeemAsync(Client, code);

        Assert.Equal("invalid_grant", second.Error);
        Assert.False(await authority.IsActiveAsync(first.AccessToken!));
        Assert.Equal("invalid_grant", (await authority.RefreshAsync(Client, first.RefreshToken!)).Error);
    }

    [Fact]
    public async Task Of_two_uses_at_the_same_moment_at_most_one_succeeds()
    {
        var code = await NewCodeAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => authority.RedeemAsync(Client, code)));

        Assert.Single(replies, reply => reply.Status == HttpStatusCode.OK);
        Assert.False(await authority.IsActiveAsync(replies.Single(reply => reply.Status == HttpStatusCode.OK).AccessToken!));
    }

    [Fact]
    public async Task A_code_lives_sixty_seconds()
    {
        var inTime = await NewCodeAsync();
        authority.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HttpStatusCode.OK, (await authority.RedeemAsync(Client, inTime)).Status);

        var late = await NewCodeAsync();
        authority.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("invalid_grant", (await authority.RedeemAsync(Client, late)).Error);
    }

    [Fact]
    public async Task A_wrong_verifier_is_refused_and_spends_the_code()
    {
        var code = await NewCodeAsync();

        Assert.Equal("invalid_grant", (await RedeemWithAsync(code, "code_verifier", ProofKey.New().Verifier)).Error);
        Assert.Equal("invalid_grant", (await authority.RedeemAsync(Client, code)).Error);
    }

    [Theory]
    [InlineData("code_verifier", "")]
    [InlineData("code_verifier", "too-short")]
    [InlineData("redirect_uri", "")]
    [InlineData("code", "")]
    public async Task A_request_that_is_not_whole_is_refused_and_does_not_spend_the_code(string name, string value)
    {
        var code = await NewCodeAsync();

        Assert.Equal("invalid_request", (await RedeemWithAsync(code, name, value)).Error);
        Assert.Equal(HttpStatusCode.OK, (await authority.RedeemAsync(Client, code)).Status);
    }

    [Theory]
    [InlineData("redirect_uri", "http://127.0.0.1:7002/callback", "invalid_grant")]
    [InlineData("code", "no-such-code", "invalid_grant")]
    [InlineData("client_id", "events-web", "invalid_grant")]
    public async Task A_code_works_only_as_it_was_given(string name, string value, string error)
    {
        Assert.Equal(error, (await RedeemWithAsync(await NewCodeAsync(), name, value)).Error);
    }

    [Fact]
    public async Task The_challenge_itself_is_not_a_verifier()
    {
        var reply = await RedeemWithAsync(await NewCodeAsync(), "code_verifier", AuthorityFixture.Proof.Challenge);

        Assert.Equal("invalid_grant", reply.Error);
    }

    [Fact]
    public async Task A_code_for_one_API_does_not_bring_a_token_for_another()
    {
        var other = await authority.RedeemAsync(Client, await NewCodeAsync(), ("audience", "https://other.example.com"));
        var same = await authority.RedeemAsync(Client, await NewCodeAsync(), ("resource", AuthorityFixture.Api));

        Assert.Equal("invalid_target", other.Error);
        Assert.Equal(HttpStatusCode.OK, same.Status);
    }

    [Fact]
    public async Task The_exchange_may_be_JSON()
    {
        var reply = await authority.PostJsonAsync("/oauth/token", new
        {
            grant_type = "authorization_code",
            code = await NewCodeAsync(),
            redirect_uri = AuthorityFixture.RedirectUriOf(Client),
            code_verifier = AuthorityFixture.Proof.Verifier,
            client_id = Client,
        });

        Assert.Equal(HttpStatusCode.OK, reply.Status);
    }

    private Task<string> NewCodeAsync() => authority.CodeAsync("alice", Client, "read:timesheets");

    private Task<TokenReply> RedeemWithAsync(string code, string name, string value)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = AuthorityFixture.RedirectUriOf(Client),
            ["code_verifier"] = AuthorityFixture.Proof.Verifier,
            ["client_id"] = Client,
            [name] = value,
        };
        return authority.PostAsync("/oauth/token", [.. form.Select(field => (field.Key, field.Value))]);
    }
}
