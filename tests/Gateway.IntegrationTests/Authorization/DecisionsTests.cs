using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.IntegrationTests.Authorization;

/// <summary>Why was it refused? The <c>request_id</c> of a problem document finds the decision on the admin listener.</summary>
public sealed class DecisionsTests : IAsyncLifetime
{
    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync(
        "'GET /': 'read', 'POST /': { 'Scopes': { 'AllOf': ['write', 'audit'] }, 'Caller': 'user' }, 'GET /open': { 'Public': true, 'Why': 'test' }");

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task A_refusal_is_found_by_its_request_id_with_every_step()
    {
        var (problem, _) = await api.Gateway.SendAsync("POST", "/api", api.Issuer.Token("write people")).IsRefusedAsync(403, "insufficient_scope");
        var id = problem.GetProperty("request_id").GetString()!;

        using var answer = await api.Gateway.Admin.GetAsync($"/decisions/{Uri.EscapeDataString(id)}");
        Assert.Equal((HttpStatusCode.OK, "application/json", true), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Headers.CacheControl?.NoStore));
        var record = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(
            [
                "schema_version", "request_id", "at", "policy", "operation", "place", "allowed", "status", "code", "detail",
                "caller", "granted", "required", "missing", "steps",
            ],
            record.EnumerateObject().Select(member => member.Name));
        Assert.Equal((1, id, false), (record.GetProperty("schema_version").GetInt32(), Text(record, "request_id"), record.GetProperty("allowed").GetBoolean()));
        Assert.Equal(("api POST /", "appsettings.routes.json:5"), (Text(record, "operation"), Text(record, "place")));
        Assert.Equal((403, "insufficient_scope"), (record.GetProperty("status").GetInt32(), Text(record, "code")));
        Assert.Equal(12, Text(record, "policy")!.Length);
        Assert.Equal("""{"issuer":"main","client":"app","kind":"user"}""", Compact(record, "caller"));
        Assert.Equal(
            ("""["write","people"]""", """[["write","audit"]]""", """["audit"]"""),
            (Compact(record, "granted"), Compact(record, "required"), Compact(record, "missing")));
        Assert.Equal(
            ["token holds", "issuer not_asked", "scopes fails", "caller holds", "client not_asked", "claims not_asked", "forward not_asked", "sign_in not_asked"],
            record.GetProperty("steps").EnumerateArray().Select(step => $"{Text(step, "step")} {Text(step, "outcome")}"));
    }

    [Fact]
    public async Task Nothing_of_a_refused_token_and_no_subject_is_kept()
    {
        var refused = api.Issuer.Token("marked-scope read", payload =>
        {
            payload["sub"] = "marked-subject";
            payload["client_id"] = "marked-client";
            payload["jti"] = "marked-jti";
            payload["exp"] = 1;
        });
        await api.Gateway.GetAsync("/api", refused).IsRefusedAsync(401, "invalid_token");
        await api.Gateway.GetAsync("/api", "marked-garbage").IsRefusedAsync(401, "invalid_token");
        var accepted = api.Issuer.Token("people", payload =>
        {
            payload["sub"] = "marked-subject";
            payload["jti"] = "marked-jti";
            payload["email"] = "marked-email";
        });
        await api.Gateway.GetAsync("/api", accepted).IsRefusedAsync(403, "insufficient_scope");

        var kept = await api.Gateway.Admin.GetStringAsync("/decisions");
        Assert.Equal(3, JsonElement.Parse(kept).GetProperty("decisions").GetArrayLength());
        Assert.DoesNotContain("marked", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes("marked"))[..7], kept, StringComparison.Ordinal);
        Assert.All(refused.Split('.').Concat(accepted.Split('.')), part => Assert.DoesNotContain(part, kept, StringComparison.Ordinal));
        Assert.Contains("\"expired\"", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_are_listed_newest_first_and_by_operation_and_code()
    {
        await api.Gateway.GetAsync("/api").IsRefusedAsync(401, "no_credentials");
        await api.Gateway.GetAsync("/api", api.Issuer.Token("people")).IsRefusedAsync(403, "insufficient_scope");
        await api.Gateway.SendAsync("POST", "/api").IsRefusedAsync(401, "no_credentials");

        Assert.Equal(["api POST / no_credentials", "api GET / insufficient_scope", "api GET / no_credentials"], await ListAsync(""));
        Assert.Equal(["api POST / no_credentials"], await ListAsync("?limit=1"));
        Assert.Equal(["api GET / insufficient_scope", "api GET / no_credentials"], await ListAsync("?operation=api%20GET%20/"));
        Assert.Equal(["api POST / no_credentials", "api GET / no_credentials"], await ListAsync("?code=no_credentials"));
        Assert.Equal(["api GET / no_credentials"], await ListAsync("?code=no_credentials&operation=api+GET+/&limit=1"));
        Assert.Empty(await ListAsync("?code=expired"));
    }

    [Fact]
    public async Task What_is_allowed_and_what_no_decision_was_made_about_is_not_kept()
    {
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsFromServiceAsync();
        await api.Gateway.GetAsync("/api/open").IsFromServiceAsync();
        await api.Gateway.GetAsync("/nowhere").IsRefusedAsync(404, "not_found");
        await api.Gateway.SendAsync("DELETE", "/api").IsRefusedAsync(405, "method_not_allowed");
        Assert.Empty(await ListAsync(""));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("-1")]
    [InlineData("many")]
    public async Task A_limit_that_is_none_is_400(string limit) =>
        await api.Gateway.Admin.GetAsync($"/decisions?limit={limit}").IsRefusedAsync(400, "bad_request");

    [Fact]
    public async Task A_request_that_is_not_known_is_404() =>
        await api.Gateway.Admin.GetAsync("/decisions/0HNG%3A00000001").IsRefusedAsync(404, "not_found");

    private async Task<string[]> ListAsync(string query) =>
    [
        .. JsonElement.Parse(await api.Gateway.Admin.GetStringAsync("/decisions" + query)).GetProperty("decisions").EnumerateArray()
            .Select(record => $"{Text(record, "operation")} {Text(record, "code")}"),
    ];

    private static string? Text(JsonElement record, string member) => record.GetProperty(member).GetString();

    private static string Compact(JsonElement record, string member) => JsonSerializer.Serialize(record.GetProperty(member));
}
