using System.Net;

namespace Gateway.IntegrationTests.DevAuthority;

public sealed class RefreshTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    private const string Client = "calendar-app";

    [Fact]
    public async Task A_refresh_token_comes_only_where_offline_access_was_asked_for()
    {
        var without = await authority.TokensAsync("ana", Client, "read:calendar");
        var with = await authority.TokensAsync("ana", Client, "read:calendar offline_access");

        Assert.Null(without.RefreshToken);
        Assert.NotNull(with.RefreshToken);
        Assert.Equal("read:calendar offline_access", with.Scope);
    }

    [Fact]
    public async Task The_access_token_does_not_name_offline_access()
    {
        var reply = await NewTokensAsync();

        Assert.Equal("read:calendar read:contacts", (await authority.VerifyAsync(reply.AccessToken!)).Claims["scope"]);
    }

    [Fact]
    public async Task Refreshing_brings_a_new_access_token_and_a_new_refresh_token()
    {
        var first = await NewTokensAsync();
        var second = await authority.RefreshAsync(Client, first.RefreshToken!);

        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        Assert.NotEqual(first.AccessToken, second.AccessToken);
        Assert.Equal(first.Scope, second.Scope);
        Assert.Equal(HttpStatusCode.OK, (await authority.RefreshAsync(Client, second.RefreshToken!)).Status);
    }

    [Fact]
    public async Task Using_an_old_refresh_token_again_ends_the_whole_family()
    {
        var first = await NewTokensAsync();
        var second = await authority.RefreshAsync(Client, first.RefreshToken!);

        Assert.Equal("invalid_grant", (await authority.RefreshAsync(Client, first.RefreshToken!)).Error);
        Assert.Equal("invalid_grant", (await authority.RefreshAsync(Client, second.RefreshToken!)).Error);
        Assert.False(await authority.IsActiveAsync(first.AccessToken!));
        Assert.False(await authority.IsActiveAsync(second.AccessToken!));
    }

    [Fact]
    public async Task One_family_does_not_end_another()
    {
        var first = await NewTokensAsync();
        var other = await NewTokensAsync();
        await authority.RefreshAsync(Client, first.RefreshToken!);
        await authority.RefreshAsync(Client, first.RefreshToken!);

        Assert.Equal(HttpStatusCode.OK, (await authority.RefreshAsync(Client, other.RefreshToken!)).Status);
    }

    [Fact]
    public async Task Refreshing_can_narrow_and_the_next_refresh_has_the_full_grant_again()
    {
        var narrow = await authority.RefreshAsync(Client, (await NewTokensAsync()).RefreshToken!, ("scope", "read:contacts"));
        var full = await authority.RefreshAsync(Client, narrow.RefreshToken!);

        Assert.Equal("read:contacts", (await authority.VerifyAsync(narrow.AccessToken!)).Claims["scope"]);
        Assert.Equal("read:calendar read:contacts", (await authority.VerifyAsync(full.AccessToken!)).Claims["scope"]);
    }

    [Fact]
    public async Task Refreshing_cannot_widen_not_even_to_what_the_client_was_granted()
    {
        var tokens = await NewTokensAsync();

        Assert.Equal("invalid_scope", (await authority.RefreshAsync(Client, tokens.RefreshToken!, ("scope", "write:calendar"))).Error);
        Assert.Equal(HttpStatusCode.OK, (await authority.RefreshAsync(Client, tokens.RefreshToken!)).Status);
    }

    [Fact]
    public async Task Another_API_is_refused()
    {
        var tokens = await NewTokensAsync();

        Assert.Equal("invalid_target", (await authority.RefreshAsync(
            Client, tokens.RefreshToken!, ("audience", "https://other.example.com"))).Error);
    }

    [Fact]
    public async Task A_refresh_token_works_for_its_own_client_only()
    {
        var tokens = await NewTokensAsync();

        Assert.Equal("invalid_grant", (await authority.RefreshAsync("budget-app", tokens.RefreshToken!)).Error);
        Assert.Equal(HttpStatusCode.OK, (await authority.RefreshAsync(Client, tokens.RefreshToken!)).Status);
    }

    [Fact]
    public async Task A_refresh_token_lives_eight_hours()
    {
        var tokens = await NewTokensAsync();
        authority.Clock.Advance(TimeSpan.FromHours(8));

        Assert.Equal("invalid_grant", (await authority.RefreshAsync(Client, tokens.RefreshToken!)).Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("unknown")]
    public async Task A_missing_or_unknown_refresh_token_is_refused(string token)
    {
        Assert.Equal(token.Length == 0 ? "invalid_request" : "invalid_grant", (await authority.RefreshAsync(Client, token)).Error);
    }

    private Task<TokenReply> NewTokensAsync() => authority.TokensAsync("ana", Client, "read:calendar read:contacts offline_access");
}
