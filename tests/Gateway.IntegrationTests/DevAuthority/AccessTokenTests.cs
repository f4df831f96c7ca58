using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gateway.IntegrationTests.DevAuthority;

public sealed class AccessTokenTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    [Fact]
    public async Task A_users_token_is_an_RFC_9068_token_with_email_and_roles()
    {
        var reply = await authority.TokensAsync("mark", "timesheets-web", "read:timesheets approve:timesheets");
        Assert.True((await authority.VerifyAsync(reply.AccessToken!)).IsValid);

        var token = new JsonWebToken(reply.AccessToken);
        Assert.Equal("at+jwt", token.Typ);
        Assert.Equal("ES256", token.Alg);
        var claims = Claims(token);
        var now = authority.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(
            ["iss", "aud", "sub", "client_id", "scope", "iat", "exp", "jti", "auth_time", "acr", "email", "https://example.com/roles"],
            claims.EnumerateObject().Select(claim => claim.Name));
        Assert.Equal(authority.Issuer, claims.GetProperty("iss").GetString());
        Assert.Equal(AuthorityFixture.Api, claims.GetProperty("aud").GetString());
        Assert.Equal("mark", claims.GetProperty("sub").GetString());
        Assert.Equal("timesheets-web", claims.GetProperty("client_id").GetString());
        Assert.Equal("read:timesheets approve:timesheets", claims.GetProperty("scope").GetString());
        Assert.Equal(now, claims.GetProperty("iat").GetInt64());
        Assert.Equal(now + 600, claims.GetProperty("exp").GetInt64());
        Assert.Equal(now, claims.GetProperty("auth_time").GetInt64());
        Assert.Equal("urn:example:pwd", claims.GetProperty("acr").GetString());
        Assert.Equal("mark@example.com", claims.GetProperty("email").GetString());
        Assert.Equal("[\"employee\",\"manager\"]", claims.GetProperty("https://example.com/roles").GetRawText());
    }

    [Fact]
    public async Task A_user_without_a_role_has_an_empty_list_of_roles()
    {
        var reply = await authority.TokensAsync("ana", "mytodos", "read:tasks");

        Assert.Equal("[]", Claims(new JsonWebToken(reply.AccessToken)).GetProperty("https://example.com/roles").GetRawText());
    }

    [Fact]
    public async Task A_machines_token_names_the_client_as_subject_and_nothing_of_a_user()
    {
        var reply = await authority.MachineAsync("payroll");

        var claims = Claims(new JsonWebToken(reply.AccessToken));
        Assert.Equal("payroll", claims.GetProperty("sub").GetString());
        Assert.Equal("payroll", claims.GetProperty("client_id").GetString());
        Assert.Equal(
            ["iss", "aud", "sub", "client_id", "scope", "iat", "exp", "jti"], claims.EnumerateObject().Select(claim => claim.Name));
    }

    [Fact]
    public async Task Another_API_has_its_own_audience_and_algorithm()
    {
        var token = (await authority.MachineAsync("route-planner", audience: "https://other.example.com")).AccessToken!;

        Assert.Equal("RS256", new JsonWebToken(token).Alg);
        Assert.True((await authority.VerifyAsync(token, "https://other.example.com")).IsValid);
        Assert.False((await authority.VerifyAsync(token)).IsValid);
    }

    [Fact]
    public async Task An_opaque_token_says_nothing_by_itself()
    {
        var token = (await authority.MachineAsync("route-planner", audience: "https://opaque.example.com")).AccessToken!;

        Assert.DoesNotContain('.', token);
        Assert.Equal(43, token.Length);
        Assert.True(await authority.IsActiveAsync(token));
    }

    [Fact]
    public async Task The_client_whose_clock_is_wrong_gets_a_token_that_has_expired()
    {
        var reply = await authority.MachineAsync("short-lived");

        var claims = Claims(new JsonWebToken(reply.AccessToken));
        var now = authority.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(0, reply.Json.GetProperty("expires_in").GetInt32());
        Assert.Equal(now - 60, claims.GetProperty("exp").GetInt64());
        Assert.Equal(now - 660, claims.GetProperty("iat").GetInt64());
        Assert.False((await authority.VerifyAsync(reply.AccessToken!)).IsValid);
        Assert.False(await authority.IsActiveAsync(reply.AccessToken!));
    }

    [Fact]
    public async Task No_two_tokens_share_an_id()
    {
        var first = await authority.MachineAsync("payroll");
        var second = await authority.MachineAsync("payroll");

        Assert.NotEqual(new JsonWebToken(first.AccessToken).Id, new JsonWebToken(second.AccessToken).Id);
    }

    private static JsonElement Claims(JsonWebToken token) =>
        JsonElement.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(token.EncodedPayload));
}
