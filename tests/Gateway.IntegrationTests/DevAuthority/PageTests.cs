using System.Net;
using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.DevAuthority;

public sealed partial class PageTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    public static TheoryData<string> Pages => ["/", "/authorize", AuthorityFixture.Authorize("calendar-app", "read:calendar")];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_is_kept_from_caches_frames_scripts_and_the_next_site(string address)
    {
        using var response = await authority.Http.GetAsync(address);

        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_names_its_language_has_one_heading_and_a_label_for_every_field(string address)
    {
        using var response = await authority.Http.GetAsync(address);
        var html = await response.Content.ReadAsStringAsync();

        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Single(Heading().Matches(html));
        Assert.DoesNotContain("style=\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.All(FieldId().Matches(html), id => Assert.Contains($"<label for=\"{id.Groups[1].Value}\"", html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_forms_answer_may_redirect_to_this_client_and_to_no_other_site()
    {
        using var response = await authority.Http.GetAsync(AuthorityFixture.Authorize("calendar-app", "read:calendar"));
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();

        Assert.EndsWith("form-action 'self' http://127.0.0.1:7004", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stranger_sends_is_encoded_where_a_page_shows_it()
    {
        const string Markup = "\"><script>alert(1)</script>";
        var html = await authority.Http.GetStringAsync(
            AuthorityFixture.Authorize("calendar-app", "read:calendar", ("state", Markup), (Markup, "x")));

        Assert.Contains("Sign in", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_home_page_says_development_only_and_names_everyone_but_no_hash()
    {
        var html = await authority.Http.GetStringAsync("/");

        Assert.Contains("development only", html, StringComparison.Ordinal);
        Assert.All(
            new[] { "alice", "mark", "ana", "olga", "pat", "lee", "timesheets-web", "calendar-app", "payroll", "gateway" },
            name => Assert.Contains($"<code>{name}</code>", html, StringComparison.Ordinal));
        Assert.DoesNotContain("pbkdf2", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_style_sheet_is_served()
    {
        using var response = await authority.Http.GetAsync("/style.css");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/css", response.Content.Headers.ContentType!.MediaType);
    }

    [GeneratedRegex("<h1>")]
    private static partial Regex Heading();

    [GeneratedRegex("<input id=\"([^\"]*)\"")]
    private static partial Regex FieldId();
}
