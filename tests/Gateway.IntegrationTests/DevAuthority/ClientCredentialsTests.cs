using System.Net;

namespace Gateway.IntegrationTests.DevAuthority;

public sealed class ClientCredentialsTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    [Fact]
    public async Task Without_a_scope_a_machine_gets_all_of_its_grant()
    {
        var reply = await authority.MachineAsync("payroll");

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal("create:timesheets read:timesheets", reply.Scope);
        Assert.Equal("Bearer", reply.Json.GetProperty("token_type").GetString());
        Assert.Equal(600, reply.Json.GetProperty("expires_in").GetInt32());
        Assert.Null(reply.RefreshToken);
        Assert.True(reply.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_machine_gets_only_what_it_asked_for()
    {
        var reply = await authority.MachineAsync("payroll", "read:timesheets");

        Assert.Equal("read:timesheets", reply.Scope);
        Assert.Equal("read:timesheets", (await authority.VerifyAsync(reply.AccessToken!)).Claims["scope"]);
    }

    [Theory]
    [InlineData("delete:timesheets")]
    [InlineData("read:timesheets approve:timesheets")]
    [InlineData("no:such")]
    [InlineData("offline_access")]
    [InlineData("read:timesheets\u00e9")]
    public async Task A_scope_outside_the_grant_is_refused(string scope)
    {
        var reply = await authority.MachineAsync("payroll", scope);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("invalid_scope", reply.Error);
    }

    [Theory]
    [InlineData("https://other.example.com")] // exists, but was not granted
    [InlineData("https://nowhere.example.com")]
    [InlineData("https://api.example.com/")]
    public async Task An_API_that_was_not_granted_is_refused_like_one_that_does_not_exist(string audience)
    {
        var reply = await authority.MachineAsync("payroll", audience: audience);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("invalid_target", reply.Error);
    }

    [Fact]
    public async Task A_request_that_names_no_API_is_refused()
    {
        Assert.Equal("invalid_target", (await authority.PostAsync("/oauth/token", Payroll)).Error);
    }

    [Fact]
    public async Task The_API_may_be_named_as_a_resource()
    {
        var reply = await authority.PostAsync("/oauth/token", [.. Payroll, ("resource", AuthorityFixture.Api)]);

        Assert.True((await authority.VerifyAsync(reply.AccessToken!)).IsValid);
    }

    [Fact]
    public async Task Two_APIs_in_one_request_are_refused()
    {
        var twoResources = await authority.PostAsync(
            "/oauth/token", [.. Payroll, ("resource", AuthorityFixture.Api), ("resource", "https://other.example.com")]);
        var both = await authority.PostAsync(
            "/oauth/token", [.. Payroll, ("audience", AuthorityFixture.Api), ("resource", "https://other.example.com")]);

        Assert.Equal("invalid_target", twoResources.Error);
        Assert.Equal("invalid_target", both.Error);
    }

    [Fact]
    public async Task The_request_may_be_JSON()
    {
        var reply = await authority.PostJsonAsync("/oauth/token", new
        {
            grant_type = "client_credentials",
            client_id = "route-planner",
            client_secret = "route-planner-secret",
            audience = AuthorityFixture.Api,
        });

        Assert.Equal("read:geocoding plan:routes", reply.Scope);
    }

    [Theory]
    [InlineData("text/plain", "grant_type=client_credentials")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "{\"grant_type\":")]
    [InlineData("application/json", "{\"grant_type\":[\"client_credentials\"]}")]
    [InlineData("application/json", "{\"grant_type\":\"client_credentials\",\"grant_type\":\"refresh_token\"}")]
    [InlineData("application/x-www-form-urlencoded", "grant_type=client_credentials&grant_type=refresh_token")]
    [InlineData("application/x-www-form-urlencoded", "client_id=payroll&client_secret=payroll-secret")]
    [InlineData("application/x-www-form-urlencoded", "client_id=payroll&client_secret=payroll-secret&grant_type=")]
    public async Task A_request_that_cannot_be_read_is_invalid(string contentType, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, contentType);
        var reply = await authority.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/oauth/token") { Content = content });

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("invalid_request", reply.Error);
    }

    [Theory]
    [InlineData("password")]
    [InlineData("implicit")]
    [InlineData("urn:ietf:params:oauth:grant-type:device_code")]
    public async Task Another_grant_type_is_unsupported(string grantType)
    {
        var reply = await authority.PostAsync(
            "/oauth/token", ("grant_type", grantType), ("client_id", "payroll"), ("client_secret", "payroll-secret"));

        Assert.Equal("unsupported_grant_type", reply.Error);
    }

    [Theory]
    [InlineData("payroll", "payroll-secret", "authorization_code")]
    [InlineData("payroll", "payroll-secret", "refresh_token")]
    [InlineData("calendar-app", "calendar-app-secret", "client_credentials")]
    [InlineData("gateway", "gateway-secret", "client_credentials")]
    public async Task A_grant_the_client_was_not_given_is_refused(string client, string secret, string grantType)
    {
        var reply = await authority.PostAsync(
            "/oauth/token",
            ("grant_type", grantType),
            ("client_id", client),
            ("client_secret", secret),
            ("audience", AuthorityFixture.Api));

        Assert.Equal("unauthorized_client", reply.Error);
    }

    [Fact]
    public async Task The_token_endpoint_answers_to_POST_only()
    {
        using var response = await authority.Http.GetAsync("/oauth/token?grant_type=client_credentials");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_not_read()
    {
        var reply = await authority.PostAsync("/oauth/token", ("grant_type", new string('x', 64 * 1024)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, reply.Status);
    }

    private static (string, string)[] Payroll =>
        [("grant_type", "client_credentials"), ("client_id", "payroll"), ("client_secret", "payroll-secret")];
}
