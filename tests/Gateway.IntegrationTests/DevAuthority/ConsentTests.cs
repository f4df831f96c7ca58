namespace Gateway.IntegrationTests.DevAuthority;

/// <summary>Consent is remembered per user, client and API, so each test has a user and client of its own.</summary>
public sealed class ConsentTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    [Fact]
    public async Task A_third_party_client_is_named_to_the_user_with_what_it_asks_for()
    {
        using var browser = authority.NewBrowser();
        var page = await OpenSignedInAsync(
            browser, "alice", AuthorityFixture.Authorize("calendar-app", "read:calendar read:contacts offline_access"));

        Assert.True(page.IsConsent);
        Assert.Contains("Allow CalendarApp?", page.Html, StringComparison.Ordinal);
        Assert.Contains("See events in your calendar <code>read:calendar</code>", page.Html, StringComparison.Ordinal);
        Assert.Contains("See your contacts <code>read:contacts</code>", page.Html, StringComparison.Ordinal);
        Assert.Contains("<code>offline_access</code>", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("write:calendar</code>", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"new\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_allowed_and_only_that_is_in_the_token()
    {
        var reply = await authority.TokensAsync("mark", "calendar-app", "read:calendar read:contacts");

        Assert.Equal("read:calendar read:contacts", reply.Scope);
        Assert.Equal("read:calendar read:contacts", (await authority.VerifyAsync(reply.AccessToken!)).Claims["scope"]);
    }

    [Fact]
    public async Task Asking_again_for_the_same_or_less_shows_no_page()
    {
        using var browser = authority.NewBrowser();
        await browser.AuthorizeAsync(AuthorityFixture.Authorize("mytodos", "read:tasks write:tasks"), "ana", "ana-password");

        foreach (var scope in new[] { "read:tasks write:tasks", "write:tasks" })
        {
            var stop = await browser.OpenAsync(AuthorityFixture.Authorize("mytodos", scope));
            var reply = await authority.RedeemAsync("mytodos", stop.Answer("code")!);
            Assert.Equal(scope, reply.Scope);
        }
    }

    [Fact]
    public async Task Asking_for_more_shows_the_page_again_and_names_what_is_new()
    {
        using var browser = authority.NewBrowser();
        await browser.AuthorizeAsync(AuthorityFixture.Authorize("mytodos", "read:tasks"), "olga", "olga-password");
        var page = await browser.OpenAsync(AuthorityFixture.Authorize("mytodos", "read:tasks write:tasks"));

        Assert.True(page.IsConsent);
        Assert.Contains("<code>read:tasks</code></li>", page.Html, StringComparison.Ordinal);
        Assert.Contains("<code>write:tasks</code> <span class=\"new\">new</span></li>", page.Html, StringComparison.Ordinal);
        Assert.NotNull((await browser.AllowAsync(page)).Answer("code"));
    }

    [Fact]
    public async Task Denying_is_access_denied_and_is_asked_again_next_time()
    {
        using var browser = authority.NewBrowser();
        var address = AuthorityFixture.Authorize("textapp", "read:contacts");
        var denied = await browser.DenyAsync(await OpenSignedInAsync(browser, "pat", address));

        Assert.Equal("access_denied", denied.Answer("error"));
        Assert.Equal("the state", denied.Answer("state"));
        Assert.Null(denied.Answer("code"));
        Assert.True((await browser.OpenAsync(address)).IsConsent);
    }

    [Fact]
    public async Task A_consent_form_without_a_decision_allows_nothing()
    {
        using var browser = authority.NewBrowser();
        var page = await OpenSignedInAsync(browser, "lee", AuthorityFixture.Authorize("textapp", "read:contacts"));

        Assert.Equal("access_denied", (await browser.SubmitAsync(page)).Answer("error"));
    }

    [Fact]
    public async Task Consent_of_one_user_is_not_that_of_another()
    {
        await authority.AnswerAsync("alice", "textapp", "read:contacts");
        using var browser = authority.NewBrowser();

        Assert.True((await OpenSignedInAsync(browser, "mark", AuthorityFixture.Authorize("textapp", "read:contacts"))).IsConsent);
    }

    [Fact]
    public async Task A_page_shown_to_one_user_cannot_be_answered_as_another()
    {
        using var browser = authority.NewBrowser();
        var address = AuthorityFixture.Authorize("budget-app", "transfer:funds");
        var shownToAna = await OpenSignedInAsync(browser, "ana", address);
        await browser.SignInAsync(await browser.OpenAsync(address + "&prompt=login"), "mark", "mark-password");

        Assert.True((await browser.AllowAsync(shownToAna)).IsConsent);
    }

    [Fact]
    public async Task A_consent_form_that_another_site_sends_is_refused()
    {
        using var browser = authority.NewBrowser();
        var page = await OpenSignedInAsync(browser, "pat", AuthorityFixture.Authorize("budget-app", "read:balance"));
        var forged = page with { Html = page.Html.Replace("__RequestVerificationToken", "other", StringComparison.Ordinal) };

        Assert.Null((await browser.AllowAsync(forged)).LeftFor);
    }

    [Fact]
    public async Task Prompt_none_where_the_user_was_not_asked_yet_is_consent_required()
    {
        using var browser = authority.NewBrowser();
        await OpenSignedInAsync(browser, "lee", AuthorityFixture.Authorize("budget-app", "read:balance"));
        var stop = await browser.OpenAsync(AuthorityFixture.Authorize("budget-app", "read:balance", ("prompt", "none")));

        Assert.Equal("consent_required", stop.Answer("error"));
    }

    [Fact]
    public async Task Prompt_consent_asks_again_for_what_is_remembered_and_of_first_party_clients_too()
    {
        using var browser = authority.NewBrowser();
        var thirdParty = AuthorityFixture.Authorize("budget-app", "read:balance");
        await browser.AuthorizeAsync(thirdParty, "olga", "olga-password");

        Assert.True((await browser.OpenAsync(thirdParty + "&prompt=consent")).IsConsent);
        Assert.True((await browser.OpenAsync(AuthorityFixture.Authorize("events-web", "create:events", ("prompt", "consent")))).IsConsent);
    }

    [Fact]
    public async Task Prompt_login_and_consent_together_ask_for_both()
    {
        using var browser = authority.NewBrowser();
        var address = AuthorityFixture.Authorize("events-web", "create:events", ("prompt", "login consent"));
        var login = await browser.OpenAsync(address);

        Assert.True(login.IsLogin);
        Assert.True((await browser.SignInAsync(login, "olga", "olga-password")).IsConsent);
    }

    [Fact]
    public async Task A_first_party_client_is_not_asked_about()
    {
        using var browser = authority.NewBrowser();
        var stop = await OpenSignedInAsync(browser, "alice", AuthorityFixture.Authorize("timesheets-web", "read:timesheets"));

        Assert.NotNull(stop.Answer("code"));
    }

    private static async Task<BrowserStop> OpenSignedInAsync(AuthorizeBrowser browser, string user, string address) =>
        await browser.SignInAsync(await browser.OpenAsync(address), user, $"{user}-password");
}
