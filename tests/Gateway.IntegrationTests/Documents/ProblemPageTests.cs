using System.Net;
using System.Text.Json;
using Gateway.Problems;

namespace Gateway.IntegrationTests.Documents;

/// <summary>The <c>type</c> of a problem is an address that the gateway answers: a page for people, JSON for programs.</summary>
public sealed class ProblemPageTests : IAsyncLifetime
{
    private const string Path = "/.well-known/gateway/problems";
    private const string OfBrowser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

    private Api api = null!;

    public static TheoryData<string> Codes => [.. Public];

    private static IEnumerable<string> Public => Refusal.All.Where(refusal => !refusal.AdminOnly).Select(refusal => refusal.Code);

    private string Address => api.Gateway.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public async Task InitializeAsync() => api = await Api.StartAsync("'GET /': 'read'");

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Every_refusal_has_a_page_that_says_what_happened_and_what_to_do(string code)
    {
        using var answer = await GetAsync($"{Path}/{code}", OfBrowser);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        var refusal = Refusal.All.Single(one => one.Code == code);
        Assert.All([refusal.Title, refusal.Meaning, refusal.Cure], text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Contains($"\"type\": \"{Address}{Path}/{code}\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Programs_get_the_same_as_JSON_with_an_example_of_the_answer(string code)
    {
        var refusal = Refusal.All.Single(one => one.Code == code);
        var problem = await JsonAsync($"{Path}/{code}");

        Assert.Equal(
            ($"{Address}{Path}/{code}", code, refusal.Status, refusal.Meaning, refusal.Cure),
            (Text("type"), Text("code"), problem.GetProperty("status").GetInt32(), Text("meaning"), Text("cure")));
        var example = problem.GetProperty("example");
        Assert.Equal((refusal.Status, code), (example.GetProperty("status").GetInt32(), example.GetProperty("body").GetProperty("code").GetString()));
        Assert.Equal("application/problem+json", example.GetProperty("headers").GetProperty("Content-Type").GetString());
        Assert.Equal(
            refusal.BearerError is not null || refusal == Refusal.NoCredentials,
            example.GetProperty("headers").TryGetProperty("WWW-Authenticate", out _));

        string? Text(string member) => problem.GetProperty(member).GetString();
    }

    [Fact]
    public async Task The_type_of_a_refusal_leads_to_its_explanation()
    {
        var (body, _) = await api.Gateway.GetAsync("/api/").IsRefusedAsync(401, "no_credentials");
        var explained = await JsonAsync(new Uri(body.GetProperty("type").GetString()!).AbsolutePath);
        Assert.Equal(body.GetProperty("code").GetString(), explained.GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_example_is_what_a_real_refusal_looks_like()
    {
        var (real, _) = await api.Gateway.GetAsync("/api/", api.Issuer.Token("people")).IsRefusedAsync(403, "insufficient_scope");
        var example = (await JsonAsync($"{Path}/insufficient_scope")).GetProperty("example").GetProperty("body");
        Assert.Equal(Members(real), Members(example));

        static IEnumerable<string> Members(JsonElement body) => body.EnumerateObject().Select(member => member.Name);
    }

    [Fact]
    public async Task Every_text_by_which_a_token_is_refused_has_its_cure()
    {
        var details = (await JsonAsync($"{Path}/invalid_token")).GetProperty("details").EnumerateArray();
        Assert.Equal(
            TokenFault.All.Where(fault => fault != TokenFault.NotAdmin).Select(fault => (fault.Description, fault.Cure)),
            details.Select(one => (one.GetProperty("detail").GetString()!, one.GetProperty("cure").GetString()!)));
    }

    [Fact]
    public async Task The_list_leads_to_each_of_them()
    {
        var all = (await JsonAsync(Path)).GetProperty("problems").EnumerateArray().Select(one => one.GetProperty("code").GetString()!).ToList();
        Assert.Equal(Public.Order(), all.Order());

        using var answer = await GetAsync(Path, OfBrowser);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.All(all, code => Assert.Contains($"href=\"{Path}/{code}\"", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("conflict")] // the admin listener's
    [InlineData("no_such_code")]
    [InlineData("NO_CREDENTIALS")]
    [InlineData("<b>")]
    [InlineData("not_found/more")]
    public async Task A_code_that_no_client_meets_has_none(string code) =>
        await api.Gateway.GetAsync($"{Path}/{Uri.EscapeDataString(code).Replace("%2F", "/", StringComparison.Ordinal)}").IsRefusedAsync(404, "not_found");

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/problem+json", "application/json")]
    [InlineData("text/html;q=0.5, application/json", "application/json")]
    [InlineData("text/html;q=0, */*", "application/json")]
    [InlineData("junk;;q=,", "application/json")]
    [InlineData("text/html", "text/html")]
    [InlineData("TEXT/HTML", "text/html")]
    [InlineData("text/html, application/json;q=0.9", "text/html")]
    [InlineData(OfBrowser, "text/html")]
    public async Task Who_asks_for_HTML_gets_a_page_and_everybody_else_JSON(string? accept, string type)
    {
        using var answer = await GetAsync($"{Path}/not_found", accept);
        Assert.Equal((type, "Accept"), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.Vary.Single()));
    }

    [Fact]
    public async Task A_page_may_load_nothing_run_nothing_and_be_framed_by_nobody()
    {
        using var answer = await GetAsync($"{Path}/not_found", OfBrowser);
        Assert.Matches(
            "^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$",
            answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        var page = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", page, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task They_are_read_only(string method) =>
        await api.Gateway.SendAsync(method, $"{Path}/not_found").IsRefusedAsync(405, "method_not_allowed");

    [Fact]
    public async Task What_stands_in_the_address_is_encoded()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path}/not_found");
        request.Headers.Host = "a.example";
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await api.Gateway.Client.SendAsync(request);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("&quot;type&quot;: &quot;http://a.example/", page, StringComparison.Ordinal);
    }

    private async Task<JsonElement> JsonAsync(string path)
    {
        using var answer = await GetAsync(path, null);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    private Task<HttpResponseMessage> GetAsync(string path, string? accept) => api.Gateway.GetAsync(path, change: request =>
    {
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }
    });
}
