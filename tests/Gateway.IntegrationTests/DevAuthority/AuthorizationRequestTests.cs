using System.Net;

namespace Gateway.IntegrationTests.DevAuthority;

/// <summary>What the authorization endpoint refuses: on a page while it cannot trust the redirect URI, to the client later.</summary>
public sealed class AuthorizationRequestTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    [Theory]
    [InlineData("client_id", null)]
    [InlineData("client_id", "nobody")]
    [InlineData("redirect_uri", null)]
    [InlineData("redirect_uri", "http://127.0.0.1:7004/callback/")]
    [InlineData("redirect_uri", "http://127.0.0.1:7004/Callback")]
    [InlineData("redirect_uri", "http://127.0.0.1:7004/callback?x=1")]
    [InlineData("redirect_uri", "http://127.0.0.1:9999/callback")] // not a native client: its port is fixed
    [InlineData("redirect_uri", "http://localhost:7004/callback")]
    [InlineData("redirect_uri", "https://evil.example.com/callback")]
    public async Task An_unknown_client_or_redirect_URI_gets_a_page_and_never_a_redirect(string name, string? value)
    {
        var stop = await OpenAsync(AuthorityFixture.Authorize("calendar-app", "read:calendar", (name, value)));

        Assert.Null(stop.LeftFor);
        Assert.Equal(HttpStatusCode.BadRequest, stop.Status);
        Assert.Contains("Nothing was sent to the application", stop.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_is_named_twice_gets_a_page()
    {
        var stop = await OpenAsync(AuthorityFixture.Authorize("calendar-app", "read:calendar") + "&client_id=textapp");

        Assert.Null(stop.LeftFor);
        Assert.Equal(HttpStatusCode.BadRequest, stop.Status);
    }

    [Theory]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", "id_token", "unsupported_response_type")]
    [InlineData("response_type", "code token", "unsupported_response_type")]
    [InlineData("response_mode", "form_post", "invalid_request")]
    [InlineData("response_mode", "fragment", "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "tooshort", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("audience", null, "invalid_target")]
    [InlineData("audience", "https://nowhere.example.com", "invalid_target")]
    [InlineData("audience", "https://other.example.com", "invalid_target")]
    [InlineData("resource", "https://other.example.com", "invalid_target")]
    [InlineData("scope", null, "invalid_scope")]
    [InlineData("scope", "offline_access", "invalid_scope")]
    [InlineData("scope", "read:calendar read:tasks", "invalid_scope")]
    [InlineData("scope", "no:such", "invalid_scope")]
    [InlineData("scope", "read:calendar\"", "invalid_scope")]
    [InlineData("prompt", "none login", "invalid_request")]
    [InlineData("prompt", "select_account", "invalid_request")]
    [InlineData("max_age", "-1", "invalid_request")]
    public async Task Every_other_fault_is_told_to_the_client_with_its_state(string name, string? value, string error)
    {
        var stop = await OpenAsync(AuthorityFixture.Authorize("calendar-app", "read:calendar", (name, value)));

        Assert.Equal("/callback", stop.LeftFor?.AbsolutePath);
        Assert.Equal(error, stop.Answer("error"));
        Assert.NotNull(stop.Answer("error_description"));
        Assert.Equal("the state", stop.Answer("state"));
        Assert.Equal(authority.Issuer, stop.Answer("iss"));
        Assert.Null(stop.Answer("code"));
    }

    [Fact]
    public async Task A_parameter_sent_twice_is_refused()
    {
        var stop = await OpenAsync(AuthorityFixture.Authorize("calendar-app", "read:calendar") + "&scope=write:calendar");

        Assert.Equal("invalid_request", stop.Answer("error"));
    }

    [Fact]
    public async Task PKCE_is_required_of_confidential_and_public_clients_alike()
    {
        foreach (var (client, scope) in new[] { ("calendar-app", "read:calendar"), ("timesheets-web", "read:timesheets") })
        {
            var stop = await OpenAsync(
                AuthorityFixture.Authorize(client, scope, ("code_challenge", null), ("code_challenge_method", null)));
            Assert.Equal("invalid_request", stop.Answer("error"));
        }
    }

    [Fact]
    public async Task The_answer_carries_code_state_and_issuer()
    {
        var stop = await authority.AnswerAsync("alice", "timesheets-web", "read:timesheets");

        Assert.Equal(HttpStatusCode.SeeOther, stop.Status);
        Assert.StartsWith(AuthorityFixture.RedirectUriOf("timesheets-web"), stop.LeftFor!.OriginalString, StringComparison.Ordinal);
        Assert.NotNull(stop.Answer("code"));
        Assert.Equal("the state", stop.Answer("state"));
        Assert.Equal(authority.Issuer, stop.Answer("iss"));
    }

    [Fact]
    public async Task No_state_comes_back_where_none_was_sent()
    {
        Assert.Null((await authority.AnswerAsync("alice", "timesheets-web", "read:timesheets", ("state", null))).Answer("state"));
    }

    [Fact]
    public async Task The_API_may_be_named_as_a_resource()
    {
        var stop = await authority.AnswerAsync(
            "alice", "timesheets-web", "read:timesheets", ("audience", null), ("resource", AuthorityFixture.Api));

        Assert.NotNull(stop.Answer("code"));
    }

    private async Task<BrowserStop> OpenAsync(string address)
    {
        using var browser = authority.NewBrowser();
        return await browser.OpenAsync(address);
    }
}
