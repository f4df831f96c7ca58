using System.Text.Json;

namespace Gateway.IntegrationTests.DevAuthority;

public sealed class ImplicitTests(LegacyAuthority authority) : IClassFixture<LegacyAuthority>
{
    private static readonly (string, string?)[] Implicit =
        [("response_type", "token"), ("code_challenge", null), ("code_challenge_method", null)];

    [Fact]
    public async Task Switched_on_the_token_comes_in_the_fragment()
    {
        var stop = await authority.AnswerAsync("ana", "textapp", "read:contacts", Implicit);

        Assert.Equal("", stop.LeftFor!.Query);
        Assert.True((await authority.VerifyAsync(stop.Answer("access_token")!)).IsValid);
        Assert.Equal("Bearer", stop.Answer("token_type"));
        Assert.Equal("600", stop.Answer("expires_in"));
        Assert.Equal("read:contacts", stop.Answer("scope"));
        Assert.Equal("the state", stop.Answer("state"));
        Assert.Equal(authority.Issuer, stop.Answer("iss"));
        Assert.Null(stop.Answer("code"));
    }

    [Fact]
    public async Task It_never_brings_a_refresh_token()
    {
        var stop = await authority.AnswerAsync("olga", "textapp", "read:contacts offline_access", Implicit);

        Assert.NotNull(stop.Answer("access_token"));
        Assert.Null(stop.Answer("refresh_token"));
    }

    [Fact]
    public async Task A_client_that_does_not_list_it_is_refused_in_the_fragment()
    {
        var stop = await authority.AnswerAsync("ana", "mytodos", "read:tasks", Implicit);

        Assert.Equal("", stop.LeftFor!.Query);
        Assert.Equal("unauthorized_client", stop.Answer("error"));
    }

    [Fact]
    public async Task The_consent_page_and_the_metadata_mark_it_as_legacy()
    {
        using var browser = authority.NewBrowser();
        var login = await browser.OpenAsync(AuthorityFixture.Authorize("textapp", "read:contacts", Implicit));
        var page = await browser.SignInAsync(login, "lee", "lee-password");
        var metadata = JsonElement.Parse(await authority.Http.GetStringAsync("/.well-known/oauth-authorization-server"));

        Assert.Contains("Legacy:", page.Html, StringComparison.Ordinal);
        Assert.Equal("[\"token\"]", metadata.GetProperty("legacy_response_types").GetRawText());
        Assert.Equal("[\"code\",\"token\"]", metadata.GetProperty("response_types_supported").GetRawText());
    }
}
