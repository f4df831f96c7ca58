using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Gateway.IntegrationTests.Authentication.Revocation;

/// <summary>Tokens withdrawn on the admin listener: which are meant, and that it holds from the answer on.</summary>
public sealed class RevocationTests : IAsyncLifetime
{
    private const string Revoked = "The token has been revoked";

    private readonly SettableClock clock = new();
    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync("'GET /': 'read'", clock: clock);

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task One_token_is_revoked_by_its_jti()
    {
        var token = api.Issuer.Token("read", p => p["jti"] = "one");
        await GetAsync(token).IsFromServiceAsync();

        await RevokeAsync(new { issuer = "main", jti = "one" });
        await GetAsync(token).IsRefusedTokenAsync(Revoked);
        await GetAsync(api.Issuer.Token("read", p => p["jti"] = "One")).IsFromServiceAsync();
    }

    [Theory]
    [InlineData("subject", "ana", "ben")]
    [InlineData("client", "app", "other")]
    public async Task Tokens_of_a_subject_or_client_are_revoked_up_to_a_time(string kind, string value, string another)
    {
        var claim = kind == "subject" ? "sub" : "client_id";
        await RevokeAsync(new Dictionary<string, string> { ["issuer"] = "main", [kind] = value });
        var now = clock.GetUtcNow().ToUnixTimeSeconds();

        await GetAsync(api.Issuer.Token("read", p => p["iat"] = now - 100)).IsRefusedTokenAsync(Revoked);
        await GetAsync(api.Issuer.Token("read", p => p["iat"] = now)).IsRefusedTokenAsync(Revoked);
        await GetAsync(api.Issuer.Token("read", p => p["iat"] = now + 1)).IsFromServiceAsync();
        await GetAsync(api.Issuer.Token("read", p => p[claim] = another)).IsFromServiceAsync();
    }

    [Fact]
    public async Task The_time_may_be_given()
    {
        await RevokeAsync(new { issuer = "main", subject = "ana", issued_before = "2030-01-01T12:30:00+01:00" });
        var half = new DateTimeOffset(2030, 1, 1, 11, 30, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        await GetAsync(api.Issuer.Token("read", p => p["iat"] = half)).IsRefusedTokenAsync(Revoked);
        await GetAsync(api.Issuer.Token("read", p => p["iat"] = half + 1)).IsFromServiceAsync();
    }

    [Fact]
    public async Task A_token_that_does_not_say_when_it_was_issued_counts_as_older()
    {
        await using var opaque = await OpaqueApi.StartAsync();
        await opaque.GetAsync().IsFromServiceAsync();
        using var made = await opaque.Api.Gateway.Admin.PostAsJsonAsync(
            "/revocations", new { issuer = "main", subject = "ana", issued_before = "2020-01-01T00:00:00Z" });

        // It was remembered: nobody is asked again, and it is refused all the same.
        await opaque.GetAsync().IsRefusedTokenAsync(Revoked);
        Assert.Single(opaque.Questions);
    }

    [Fact]
    public async Task What_was_revoked_can_be_taken_back()
    {
        var token = api.Issuer.Token("read", p => p["jti"] = "one");
        var id = (await RevokeAsync(new { issuer = "main", jti = "one" })).GetProperty("id").GetString()!;
        await GetAsync(token).IsRefusedTokenAsync(Revoked);

        Assert.Equal(HttpStatusCode.NoContent, (await api.Gateway.Admin.DeleteAsync($"/revocations/{id}")).StatusCode);
        await GetAsync(token).IsFromServiceAsync();
        await api.Gateway.Admin.DeleteAsync($"/revocations/{id}").IsRefusedAsync(404, "not_found");
    }

    [Fact]
    public async Task An_entry_is_dropped_when_its_time_has_passed()
    {
        var token = api.Issuer.Token("read", p => p["jti"] = "one");
        await RevokeAsync(new { issuer = "main", jti = "one", until = "2030-01-01T12:01:00Z" });
        await GetAsync(token).IsRefusedTokenAsync(Revoked);

        clock.Advance(TimeSpan.FromSeconds(61));
        await Eventually.IsSoAsync(async () => (await ListAsync()).GetArrayLength() == 0);
        await GetAsync(token).IsFromServiceAsync();
    }

    [Fact]
    public async Task Revoking_again_means_more_and_never_less()
    {
        var first = await RevokeAsync(new { issuer = "main", subject = "ana", issued_before = "2030-01-01T12:00:00Z" });
        var second = await RevokeAsync(
            new { issuer = "main", subject = "ana", issued_before = "2029-01-01T12:00:00Z", until = "2031-01-01T12:00:00Z" });

        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal(1, (await ListAsync()).GetArrayLength());
        await GetAsync(api.Issuer.Token("read")).IsRefusedTokenAsync(Revoked);
    }

    [Fact]
    public async Task The_list_says_what_is_revoked_and_where()
    {
        await RevokeAsync(new { issuer = "main", client = "app", issued_before = "2030-01-01T12:00:00Z", until = "2030-01-02T12:00:00Z" });
        var entry = Assert.Single((await ListAsync()).EnumerateArray());
        Assert.Equal(["id", "source", "issuer", "client", "issued_before", "until"], entry.EnumerateObject().Select(m => m.Name));
        Assert.Equal(("admin", "app"), (entry.GetProperty("source").GetString(), entry.GetProperty("client").GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"issuer":"main"}""")]
    [InlineData("""{"issuer":"other","jti":"x"}""")]
    [InlineData("""{"issuer":"Main","jti":"x"}""")]
    [InlineData("""{"jti":"x"}""")]
    [InlineData("""{"issuer":"main","jti":""}""")]
    [InlineData("""{"issuer":"main","jti":7}""")]
    [InlineData("""{"issuer":"main","jti":"x","jti":"y"}""")]
    [InlineData("""{"issuer":"main","jti":"x","subject":"y"}""")]
    [InlineData("""{"issuer":"main","sub":"x"}""")]
    [InlineData("""{"issuer":"main","jti":"x","until":null}""")]
    [InlineData("""{"issuer":"main","jti":"x","until":"tomorrow"}""")]
    [InlineData("""{"issuer":"main","jti":"x","until":"2031-01-01"}""")]
    [InlineData("""{"issuer":"main","jti":"x","until":"2031-01-01T12:00:00"}""")]
    [InlineData("""{"issuer":"main","jti":"x","until":"2029-01-01T12:00:00Z"}""")]
    [InlineData("""{"issuer":"main","jti":"x","issued_before":"2029-01-01T12:00:00Z"}""")]
    [InlineData("""{"issuer":"main","subject":"x"} x""")]
    public async Task What_is_not_understood_revokes_nothing(string body)
    {
        await api.Gateway.Admin.PostAsync("/revocations", new StringContent(body, Encoding.UTF8, "application/json")).IsRefusedAsync(400, "bad_request");
        Assert.Equal(0, (await ListAsync()).GetArrayLength());
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused() =>
        await api.Gateway.Admin.PostAsJsonAsync("/revocations", new { issuer = "main", jti = new string('x', 20_000) }).IsRefusedAsync(400, "bad_request");

    [Fact]
    public async Task The_log_says_that_and_not_whom()
    {
        var made = await RevokeAsync(new { issuer = "main", subject = "somebody" });
        Assert.Contains($"Revocation {made.GetProperty("id").GetString()} made", api.Gateway.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody", api.Gateway.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_public_listener_has_no_revocations()
    {
        await api.Gateway.SendAsync("POST", "/revocations", api.Gateway.AdminToken).IsRefusedAsync(404, "not_found");
    }

    private Task<HttpResponseMessage> GetAsync(string token) => api.Gateway.GetAsync("/api", token);

    private async Task<JsonElement> RevokeAsync(object revocation)
    {
        using var answer = await api.Gateway.Admin.PostAsJsonAsync("/revocations", revocation);
        var entry = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(
            (HttpStatusCode.Created, $"/revocations/{entry.GetProperty("id").GetString()}"),
            (answer.StatusCode, answer.Headers.Location?.OriginalString));
        return entry;
    }

    private async Task<JsonElement> ListAsync() =>
        JsonElement.Parse(await api.Gateway.Admin.GetStringAsync("/revocations")).GetProperty("revocations");
}
