using System.Net;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.IntegrationTests.DevAuthority;

/// <summary>How well a user signs in: <c>acr_values</c> on the request, a page for the one-time code, <c>acr</c> in the token.</summary>
public sealed class StepUpTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    private const string Password = "urn:example:pwd";
    private const string SecondFactor = "urn:example:mfa";

    private static readonly string Plain = AuthorityFixture.Authorize("timesheets-web", "read:timesheets");
    private static readonly string Strong = AuthorityFixture.Authorize("timesheets-web", "read:timesheets", ("acr_values", SecondFactor));

    [Fact]
    public async Task A_password_is_one_level_and_a_code_after_it_the_other()
    {
        using var browser = authority.NewBrowser();
        Assert.Equal(Password, await AcrAsync(await browser.AuthorizeAsync(Plain, "alice", "alice-password")));

        var page = await browser.OpenAsync(Strong);
        Assert.True(page.IsCode);
        Assert.Equal(SecondFactor, await AcrAsync(await browser.EnterCodeAsync(page, "000000")));
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_gives_both_one_after_the_other()
    {
        using var browser = authority.NewBrowser();
        var login = await browser.OpenAsync(Strong);
        Assert.True(login.IsLogin);
        var code = await browser.SignInAsync(login, "alice", "alice-password");
        Assert.True(code.IsCode);
        Assert.Equal(SecondFactor, await AcrAsync(await browser.EnterCodeAsync(code, "000000")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("000001")]
    [InlineData("alice-password")]
    [InlineData("000000 ")]
    public async Task A_wrong_code_shows_the_page_again_and_gets_no_token(string code)
    {
        using var browser = authority.NewBrowser();
        var stop = await browser.EnterCodeAsync(await CodePageAsync(browser), code);

        Assert.True(stop.IsCode);
        Assert.Null(stop.LeftFor);
        Assert.Contains("That is not the code", stop.Html, StringComparison.Ordinal);
        Assert.True((await browser.OpenAsync(Strong)).IsCode);
    }

    [Fact]
    public async Task The_code_is_a_sign_in_of_its_own_time()
    {
        using var browser = authority.NewBrowser();
        await browser.AuthorizeAsync(Plain, "alice", "alice-password");
        authority.Clock.Advance(TimeSpan.FromMinutes(10));
        var claims = await ClaimsAsync(await browser.EnterCodeAsync(await browser.OpenAsync(Strong), "000000"));

        Assert.Equal(authority.Clock.GetUtcNow().ToUnixTimeSeconds(), claims.GetProperty("auth_time").GetInt64());
    }

    [Fact]
    public async Task The_session_remembers_the_code_and_the_time()
    {
        using var browser = authority.NewBrowser();
        await browser.EnterCodeAsync(await CodePageAsync(browser), "000000");
        var signedIn = authority.Clock.GetUtcNow().ToUnixTimeSeconds();
        authority.Clock.Advance(TimeSpan.FromMinutes(1));

        var again = await ClaimsAsync(await browser.OpenAsync(Strong));
        Assert.Equal((SecondFactor, signedIn), (again.GetProperty("acr").GetString(), again.GetProperty("auth_time").GetInt64()));
        Assert.Equal(SecondFactor, await AcrAsync(await browser.OpenAsync(Plain)));
    }

    [Fact]
    public async Task A_sign_in_older_than_max_age_is_begun_anew_with_password_and_code()
    {
        using var browser = authority.NewBrowser();
        await browser.EnterCodeAsync(await CodePageAsync(browser), "000000");
        authority.Clock.Advance(TimeSpan.FromSeconds(301));

        var login = await browser.OpenAsync(Strong + "&max_age=300");
        Assert.True(login.IsLogin);
        var code = await browser.SignInAsync(login, "alice", "alice-password");
        Assert.True(code.IsCode);
        var claims = await ClaimsAsync(await browser.EnterCodeAsync(code, "000000"));
        Assert.Equal(authority.Clock.GetUtcNow().ToUnixTimeSeconds(), claims.GetProperty("auth_time").GetInt64());
    }

    [Fact]
    public async Task The_first_level_that_the_user_can_reach_is_the_one()
    {
        Assert.Equal(SecondFactor, await AcrOfAsync("alice", $"{SecondFactor} {Password}"));
        Assert.Equal(Password, await AcrOfAsync("alice", $"{Password} {SecondFactor}"));
        Assert.Equal(Password, await AcrOfAsync("alice", $"urn:example:nosuch {Password}"));
    }

    [Fact]
    public async Task A_lower_level_that_is_asked_for_is_what_the_token_says_after_a_code_too()
    {
        using var browser = authority.NewBrowser();
        await browser.EnterCodeAsync(await CodePageAsync(browser), "000000");

        Assert.Equal(Password, await AcrAsync(await browser.OpenAsync(Plain + $"&acr_values={Password}")));
    }

    [Fact]
    public async Task Whoever_has_no_code_cannot_reach_its_level()
    {
        var request = AuthorityFixture.Authorize("events-web", "view:events", ("acr_values", SecondFactor));
        using var browser = authority.NewBrowser();
        var stop = await browser.AuthorizeAsync(request, "pat", "pat-password");

        Assert.Equal("unmet_authentication_requirements", stop.Answer("error"));
        Assert.Equal("the state", stop.Answer("state"));
        Assert.Null(stop.Answer("code"));
        var either = await browser.OpenAsync(AuthorityFixture.Authorize("events-web", "view:events", ("acr_values", $"{SecondFactor} {Password}")));
        Assert.NotNull(either.Answer("code"));
    }

    [Fact]
    public async Task A_level_that_nobody_knows_is_not_taken_for_granted() =>
        Assert.Equal(
            "unmet_authentication_requirements",
            (await authority.AnswerAsync("alice", "timesheets-web", "read:timesheets", ("acr_values", "urn:example:MFA"))).Answer("error"));

    [Fact]
    public async Task Prompt_none_asks_for_no_code_either()
    {
        using var browser = authority.NewBrowser();
        await browser.AuthorizeAsync(Plain, "alice", "alice-password");

        Assert.Equal("login_required", (await browser.OpenAsync(Strong + "&prompt=none")).Answer("error"));
    }

    [Fact]
    public async Task A_code_counts_only_for_whom_the_page_was_shown_to()
    {
        using var browser = authority.NewBrowser();
        var shownToAlice = await CodePageAsync(browser);
        await browser.SignInAsync(await browser.OpenAsync(Plain + "&prompt=login"), "mark", "mark-password");

        Assert.True((await browser.EnterCodeAsync(shownToAlice, "000000")).IsCode); // mark is asked himself
    }

    [Fact]
    public async Task A_code_that_another_site_sends_is_refused()
    {
        var reply = await authority.PostAsync(
            Strong.Replace("/authorize?", "/authorize/code?", StringComparison.Ordinal), ("user", "alice"), ("one_time_code", "000000"));

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.False(reply.Headers.TryGetValues("Set-Cookie", out _));
    }

    [Fact]
    public async Task A_code_without_a_password_before_it_is_worth_nothing()
    {
        using var browser = authority.NewBrowser();
        var login = await browser.OpenAsync(Strong);
        var form = login with { Html = login.Html.Replace("/authorize/login", "/authorize/code", StringComparison.Ordinal) };

        Assert.True((await browser.SubmitAsync(form, ("user", "alice"), ("one_time_code", "000000"))).IsLogin);
    }

    [Fact]
    public async Task Consent_on_a_page_shown_before_is_no_way_around_the_code()
    {
        var plain = AuthorityFixture.Authorize("calendar-app", "read:calendar");
        using var browser = authority.NewBrowser();
        var consent = await browser.SignInAsync(await browser.OpenAsync(plain), "ana", "ana-password");
        Assert.True(consent.IsConsent);
        var changed = consent with
        {
            Html = consent.Html.Replace("/authorize/consent?", $"/authorize/consent?acr_values={SecondFactor}&amp;", StringComparison.Ordinal),
        };

        Assert.True((await browser.AllowAsync(changed)).IsCode);
    }

    [Fact]
    public async Task Refreshed_tokens_tell_of_the_same_sign_in()
    {
        var stop = await authority.AnswerAsync("alice", "timesheets-web", "read:timesheets offline_access", ("acr_values", SecondFactor));
        var first = await authority.RedeemAsync("timesheets-web", stop.Answer("code")!);
        authority.Clock.Advance(TimeSpan.FromMinutes(5));
        var second = await authority.RefreshAsync("timesheets-web", first.RefreshToken!);

        Assert.Equal(SecondFactor, Claims(second).GetProperty("acr").GetString());
        Assert.Equal(Claims(first).GetProperty("auth_time").GetInt64(), Claims(second).GetProperty("auth_time").GetInt64());
    }

    [Fact]
    public async Task The_code_page_is_kept_from_caches_frames_and_scripts_and_labels_its_field()
    {
        using var browser = authority.NewBrowser();
        var page = await CodePageAsync(browser);

        Assert.Equal("no-store", page.Headers.CacheControl!.ToString());
        Assert.Contains("frame-ancestors 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("<label for=\"one_time_code\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Html, StringComparison.Ordinal);
    }

    private static JsonElement Claims(TokenReply reply) =>
        JsonElement.Parse(Base64UrlEncoder.Decode(new JsonWebToken(reply.AccessToken).EncodedPayload));

    private static async Task<BrowserStop> CodePageAsync(AuthorizeBrowser browser) =>
        await browser.SignInAsync(await browser.OpenAsync(Strong), "alice", "alice-password");

    private async Task<JsonElement> ClaimsAsync(BrowserStop stop) => Claims(await authority.RedeemAsync("timesheets-web", stop.Answer("code")!));

    private async Task<string?> AcrAsync(BrowserStop stop) => (await ClaimsAsync(stop)).GetProperty("acr").GetString();

    private async Task<string?> AcrOfAsync(string user, string acrValues) =>
        await AcrAsync(await authority.AnswerAsync(user, "timesheets-web", "read:timesheets", ("acr_values", acrValues)));
}
