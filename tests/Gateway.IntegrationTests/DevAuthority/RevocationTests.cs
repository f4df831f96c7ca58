using System.Net;

namespace Gateway.IntegrationTests.DevAuthority;

public sealed class RevocationTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    [Theory]
    [InlineData(AuthorityFixture.Api)]
    [InlineData("https://opaque.example.com")]
    public async Task A_revoked_access_token_is_inactive(string audience)
    {
        var token = (await authority.MachineAsync("route-planner", audience: audience)).AccessToken!;
        var reply = await RevokeAsync("route-planner", token);

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.False(await authority.IsActiveAsync(token));
    }

    [Fact]
    public async Task Revoking_a_refresh_token_ends_the_access_tokens_of_its_grant()
    {
        var tokens = await authority.TokensAsync("ana", "calendar-app", "read:calendar offline_access");
        await RevokeAsync("calendar-app", tokens.RefreshToken!);

        Assert.False(await authority.IsActiveAsync(tokens.AccessToken!));
        Assert.Equal("invalid_grant", (await authority.RefreshAsync("calendar-app", tokens.RefreshToken!)).Error);
    }

    [Fact]
    public async Task Revoking_an_access_token_leaves_the_refresh_token()
    {
        var tokens = await authority.TokensAsync("ana", "calendar-app", "read:calendar offline_access");
        await RevokeAsync("calendar-app", tokens.AccessToken!);

        Assert.Equal(HttpStatusCode.OK, (await authority.RefreshAsync("calendar-app", tokens.RefreshToken!)).Status);
    }

    [Fact]
    public async Task A_public_client_revokes_its_own_token_by_naming_itself()
    {
        var tokens = await authority.TokensAsync("alice", "timesheets-web", "read:timesheets");
        var reply = await authority.PostAsync("/oauth/revoke", ("token", tokens.AccessToken!), ("client_id", "timesheets-web"));

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.False(await authority.IsActiveAsync(tokens.AccessToken!));
    }

    [Fact]
    public async Task An_unknown_token_counts_as_revoked()
    {
        Assert.Equal(HttpStatusCode.OK, (await RevokeAsync("payroll", "unknown")).Status);
    }

    [Fact]
    public async Task A_token_of_another_client_is_not_revoked()
    {
        var token = (await authority.MachineAsync("route-planner")).AccessToken!;
        var reply = await RevokeAsync("payroll", token);

        Assert.Equal("invalid_grant", reply.Error);
        Assert.True(await authority.IsActiveAsync(token));
    }

    [Fact]
    public async Task Whoever_does_not_prove_to_be_the_client_revokes_nothing()
    {
        var token = (await authority.MachineAsync("payroll")).AccessToken!;
        var reply = await authority.PostAsync("/oauth/revoke", ("token", token), ("client_id", "payroll"));

        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.True(await authority.IsActiveAsync(token));
    }

    [Fact]
    public async Task A_request_without_a_token_is_invalid()
    {
        Assert.Equal("invalid_request", (await RevokeAsync("payroll", "")).Error);
    }

    private Task<TokenReply> RevokeAsync(string client, string token) =>
        authority.PostAsync("/oauth/revoke", ("token", token), ("client_id", client), ("client_secret", $"{client}-secret"));
}
