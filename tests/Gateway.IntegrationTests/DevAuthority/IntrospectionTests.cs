using System.Net;

namespace Gateway.IntegrationTests.DevAuthority;

public sealed class IntrospectionTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    private const string Inactive = "{\"active\":false}";

    [Theory]
    [InlineData(AuthorityFixture.Api, "read:geocoding plan:routes")]
    [InlineData("https://opaque.example.com", "read:opaque")]
    public async Task A_live_token_is_told_whether_it_is_a_JWT_or_opaque(string audience, string scope)
    {
        var token = (await authority.MachineAsync("route-planner", audience: audience)).AccessToken!;
        var answer = (await authority.IntrospectAsync(token)).Json;

        Assert.True(answer.GetProperty("active").GetBoolean());
        Assert.Equal("Bearer", answer.GetProperty("token_type").GetString());
        Assert.Equal(authority.Issuer, answer.GetProperty("iss").GetString());
        Assert.Equal(audience, answer.GetProperty("aud").GetString());
        Assert.Equal("route-planner", answer.GetProperty("sub").GetString());
        Assert.Equal("route-planner", answer.GetProperty("client_id").GetString());
        Assert.Equal(scope, answer.GetProperty("scope").GetString());
        Assert.Equal(authority.Clock.GetUtcNow().ToUnixTimeSeconds() + 600, answer.GetProperty("exp").GetInt64());
    }

    [Fact]
    public async Task A_users_token_is_told_with_email_and_roles()
    {
        var token = (await authority.TokensAsync("olga", "events-web", "create:events")).AccessToken!;
        var answer = (await authority.IntrospectAsync(token)).Json;

        Assert.Equal("olga", answer.GetProperty("sub").GetString());
        Assert.Equal("olga@example.com", answer.GetProperty("email").GetString());
        Assert.Equal("[\"organizer\"]", answer.GetProperty("https://example.com/roles").GetRawText());
    }

    [Fact]
    public async Task An_unknown_token_is_inactive_and_nothing_more()
    {
        Assert.Equal(Inactive, (await authority.IntrospectAsync("unknown")).Text);
    }

    [Theory]
    [InlineData(AuthorityFixture.Api)]
    [InlineData("https://opaque.example.com")]
    public async Task An_expired_token_is_inactive_and_nothing_more(string audience)
    {
        var token = (await authority.MachineAsync("route-planner", audience: audience)).AccessToken!;
        authority.Clock.Advance(TimeSpan.FromSeconds(599));
        Assert.True(await authority.IsActiveAsync(token));
        authority.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Inactive, (await authority.IntrospectAsync(token)).Text);
    }

    [Fact]
    public async Task A_token_changed_in_one_character_is_inactive()
    {
        var token = (await authority.MachineAsync("route-planner")).AccessToken!;
        var changed = token[..^5] + (token[^5] == 'A' ? 'B' : 'A') + token[^4..];

        Assert.Equal(Inactive, (await authority.IntrospectAsync(changed)).Text);
    }

    [Fact]
    public async Task A_refresh_token_is_no_access_token()
    {
        var tokens = await authority.TokensAsync("ana", "mytodos", "read:tasks offline_access");

        Assert.Equal(Inactive, (await authority.IntrospectAsync(tokens.RefreshToken!)).Text);
    }

    [Theory]
    [InlineData("gateway", "wrong", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("timesheets-web", "", HttpStatusCode.Forbidden, "unauthorized_client")]
    [InlineData("payroll", "payroll-secret", HttpStatusCode.Forbidden, "unauthorized_client")]
    public async Task Only_a_client_that_may_introspect_is_answered(string client, string secret, HttpStatusCode status, string error)
    {
        var token = (await authority.MachineAsync("payroll")).AccessToken!;
        var reply = await authority.PostAsync("/oauth/introspect", ("token", token), ("client_id", client), ("client_secret", secret));

        Assert.Equal(status, reply.Status);
        Assert.Equal(error, reply.Error);
        Assert.False(reply.Json.TryGetProperty("active", out _));
    }

    [Fact]
    public async Task A_request_without_a_token_is_invalid()
    {
        Assert.Equal("invalid_request", (await authority.IntrospectAsync("")).Error);
    }
}
