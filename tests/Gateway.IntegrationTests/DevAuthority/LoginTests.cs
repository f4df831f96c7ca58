using System.Globalization;
using System.Net;

namespace Gateway.IntegrationTests.DevAuthority;

public sealed class LoginTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    private static readonly string Timesheets = AuthorityFixture.Authorize("timesheets-web", "read:timesheets");

    [Theory]
    [InlineData("alice", "wrong")]
    [InlineData("alice", "")]
    [InlineData("nobody", "alice-password")]
    [InlineData("Alice", "alice-password")]
    public async Task A_wrong_name_or_password_shows_the_same_page_again(string user, string password)
    {
        using var browser = authority.NewBrowser();
        var stop = await browser.SignInAsync(await browser.OpenAsync(Timesheets), user, password);

        Assert.True(stop.IsLogin);
        Assert.Contains("do not go together", stop.Html, StringComparison.Ordinal);
        Assert.False(stop.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(IsSession));
    }

    [Fact]
    public async Task Whoever_is_signed_in_is_not_asked_again()
    {
        using var browser = authority.NewBrowser();
        await browser.AuthorizeAsync(Timesheets, "alice", "alice-password");

        Assert.NotNull((await browser.OpenAsync(Timesheets)).Answer("code"));
    }

    [Fact]
    public async Task Prompt_none_with_nobody_signed_in_is_login_required()
    {
        using var browser = authority.NewBrowser();
        var stop = await browser.OpenAsync(AuthorityFixture.Authorize("timesheets-web", "read:timesheets", ("prompt", "none")));

        Assert.Equal("login_required", stop.Answer("error"));
        Assert.Equal("the state", stop.Answer("state"));
    }

    [Fact]
    public async Task Prompt_none_with_somebody_signed_in_answers_without_a_page()
    {
        using var browser = authority.NewBrowser();
        await browser.AuthorizeAsync(Timesheets, "alice", "alice-password");

        Assert.NotNull((await browser.OpenAsync(Timesheets + "&prompt=none")).Answer("code"));
    }

    [Fact]
    public async Task Prompt_login_asks_even_whoever_is_signed_in_and_only_once()
    {
        using var browser = authority.NewBrowser();
        await browser.AuthorizeAsync(Timesheets, "alice", "alice-password");
        var stop = await browser.OpenAsync(Timesheets + "&prompt=login");

        Assert.True(stop.IsLogin);
        Assert.NotNull((await browser.SignInAsync(stop, "mark", "mark-password")).Answer("code"));
    }

    [Fact]
    public async Task A_sign_in_older_than_max_age_is_asked_for_again_and_its_time_is_in_the_token()
    {
        using var browser = authority.NewBrowser();
        await browser.AuthorizeAsync(Timesheets, "alice", "alice-password");
        authority.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.NotNull((await browser.OpenAsync(Timesheets + "&max_age=61")).Answer("code"));
        var stop = await browser.OpenAsync(Timesheets + "&max_age=60");
        Assert.True(stop.IsLogin);
        var again = await browser.SignInAsync(stop, "alice", "alice-password");
        var reply = await authority.RedeemAsync("timesheets-web", again.Answer("code")!);
        var token = await authority.VerifyAsync(reply.AccessToken!);
        Assert.Equal(authority.Clock.GetUtcNow().ToUnixTimeSeconds(), Convert.ToInt64(token.Claims["auth_time"], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        using var browser = authority.NewBrowser();
        await browser.AuthorizeAsync(Timesheets, "alice", "alice-password");
        await browser.SubmitAsync(await browser.OpenAsync("/"));

        Assert.True((await browser.OpenAsync(Timesheets)).IsLogin);
    }

    [Fact]
    public async Task A_session_ends_after_eight_hours()
    {
        using var browser = authority.NewBrowser();
        await browser.AuthorizeAsync(Timesheets, "alice", "alice-password");
        authority.Clock.Advance(TimeSpan.FromHours(8));

        Assert.True((await browser.OpenAsync(Timesheets)).IsLogin);
    }

    [Fact]
    public async Task A_login_form_that_another_site_sends_is_refused()
    {
        var reply = await authority.PostAsync(
            Timesheets.Replace("/authorize?", "/authorize/login?", StringComparison.Ordinal),
            ("username", "alice"),
            ("password", "alice-password"));

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.False(reply.Headers.TryGetValues("Set-Cookie", out _));
    }

    [Fact]
    public async Task The_session_cookie_is_kept_from_scripts_and_from_other_sites()
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = authority.Url };
        using var page = await http.GetAsync(Timesheets);
        var stop = new BrowserStop(page.StatusCode, page.Headers, await page.Content.ReadAsStringAsync(), LeftFor: null);
        using var form = new FormUrlEncodedContent(
            [.. stop.HiddenFields, KeyValuePair.Create("username", "alice"), KeyValuePair.Create("password", "alice-password")]);
        using var response = await http.PostAsync(stop.FormAction, form);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        var cookie = response.Headers.GetValues("Set-Cookie").Single(IsSession);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsSession(string cookie) => cookie.StartsWith("dev-authority-session=", StringComparison.Ordinal);
}
