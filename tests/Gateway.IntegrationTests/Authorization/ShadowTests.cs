using System.Diagnostics.Metrics;
using System.Text.Json;
using Gateway.IntegrationTests.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Authorization;

/// <summary>Candidates: tried beside the rules that are enforced, and never more than reported.</summary>
public sealed class ShadowTests : IAsyncLifetime
{
    private const string Candidate = "'Candidate': { 'Scopes': { 'AllOf': ['read', 'audit'] }, 'Until': '2030-01-31' }";

    private readonly SettableClock clock = new();
    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync(
        $$"""
        'GET /': { 'Scopes': 'read', {{Candidate}} },
        'GET /nobody': { 'Scopes': 'read', 'Candidate': { 'Scopes': 'read', 'Clients': ['no-such-client'], 'Until': '2030-01-31' } },
        'GET /plain': 'read'
        """,
        clock: clock);

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task A_candidate_that_would_refuse_everything_changes_nothing_about_an_answer()
    {
        api.Service.Answer = async context =>
        {
            context.Response.StatusCode = 207;
            context.Response.Headers["X-Service"] = "said";
            await context.Response.WriteAsync("the body");
        };
        var token = api.Issuer.Token("read");
        var (plain, watched) = (await ObserveAsync("/api/plain", token), await ObserveAsync("/api/nobody", token));

        Assert.Equal(plain.Answer, watched.Answer);
        Assert.Equal(plain.Seen, watched.Seen);
        Assert.Contains("207 the body", watched.Answer, StringComparison.Ordinal);
        Assert.Equal(1, Row(await ReportAsync(), "api GET /nobody").GetProperty("would_refuse").GetInt32());
    }

    [Fact]
    public async Task What_the_enforced_rule_refuses_is_refused_by_it_and_not_counted()
    {
        await api.Gateway.GetAsync("/api").IsRefusedAsync(401, "no_credentials");
        var (problem, _) = await api.Gateway.GetAsync("/api", api.Issuer.Token("people")).IsRefusedAsync(403, "insufficient_scope");

        Assert.Equal("""["read"]""", JsonSerializer.Serialize(problem.GetProperty("missing")));
        Assert.Equal(0, Operation(await ReportAsync(), "api GET /").GetProperty("callers").GetArrayLength());
        var latest = (await DecisionsAsync())[0];
        Assert.False(latest.TryGetProperty("shadow", out _));
    }

    [Fact]
    public async Task It_is_counted_by_caller_who_would_be_refused_when_and_why()
    {
        await GetAsync("app", "read");
        clock.Advance(TimeSpan.FromMinutes(2));
        await GetAsync("app", "read");
        await GetAsync("app", "read audit");
        await GetAsync("auditor", "read audit");

        var operation = Operation(await ReportAsync(), "api GET /");
        Assert.Equal(
            ["operation", "place", "until", "would_allow", "would_refuse", "callers"], operation.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            """
            {"operation":"api GET /","place":"appsettings.routes.json:5","until":"2030-01-31","would_allow":2,"would_refuse":2,"callers":[
            {"caller":{"issuer":"main","client":"app","kind":"user"},"would_allow":1,"would_refuse":2,
            "first_seen":"2030-01-01T12:00:00+00:00","last_seen":"2030-01-01T12:02:00+00:00","last_refused":"2030-01-01T12:02:00+00:00",
            "codes":["insufficient_scope"],"missing":["audit"]},
            {"caller":{"issuer":"main","client":"auditor","kind":"user"},"would_allow":1,"would_refuse":0,
            "first_seen":"2030-01-01T12:02:00+00:00","last_seen":"2030-01-01T12:02:00+00:00","codes":[],"missing":[]}]}
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(operation).Replace("\\u002B", "+", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_decision_that_the_candidate_would_refuse_is_kept_as_allowed_with_what_it_says()
    {
        await GetAsync("app", "read audit");
        await GetAsync("app", "read");

        var record = Assert.Single(await DecisionsAsync());
        Assert.True(record.GetProperty("allowed").GetBoolean());
        Assert.False(record.TryGetProperty("code", out _) || record.TryGetProperty("status", out _));
        Assert.Equal(
            """{"would_refuse":true,"code":"insufficient_scope","missing":["audit"],"detail":"The token lacks audit","until":"2030-01-31"}""",
            JsonSerializer.Serialize(record.GetProperty("shadow")));
        Assert.Single(await DecisionsAsync("?code=insufficient_scope"));
    }

    [Fact]
    public async Task Each_is_counted_in_a_metric()
    {
        var counted = new List<string>();
        using var listener = new MeterListener();
        var meters = api.Gateway.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name == "gateway.shadow.decisions")
            {
                Assert.Equal("{decision}", instrument.Unit);
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            counted.Add(string.Join(' ', [$"{count}", .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")])));
        listener.Start();

        await GetAsync("app", "read");
        await GetAsync("app", "read audit");
        await api.Gateway.GetAsync("/api/plain", api.Issuer.Token("read")).IsFromServiceAsync();

        Assert.Equal(
            ["1 operation=api GET / outcome=would_refuse code=insufficient_scope", "1 operation=api GET / outcome=would_allow"], counted);
    }

    [Fact]
    public async Task A_candidate_that_changes_is_tried_at_once_and_counted_anew()
    {
        await using var reloading = await ReloadingApi.StartAsync(Operations("Caller", "user"));
        await reloading.GetAsync().IsFromServiceAsync();
        await reloading.GetAsync().IsFromServiceAsync();
        Assert.Equal((2, 0), await CountAsync());

        await reloading.ChangeAsync(reloading.Text(Operations("Caller", "machine")));
        Assert.Equal((0, 0), await CountAsync());
        await reloading.GetAsync().IsFromServiceAsync();
        Assert.Equal((0, 1), await CountAsync());
        Assert.Equal(reloading.Routes.Table.Hash[..12], JsonElement.Parse(await reloading.Gateway.Admin.GetStringAsync("/decisions"))
            .GetProperty("decisions")[0].GetProperty("policy").GetString());

        await reloading.ChangeAsync(reloading.Text("'GET /': 'read'"));
        await reloading.GetAsync().IsFromServiceAsync();
        Assert.Equal(0, JsonElement.Parse(await reloading.Gateway.Admin.GetStringAsync("/shadow")).GetProperty("operations").GetArrayLength());

        static string Operations(string member, string value) =>
            $$"""'GET /': { 'Scopes': 'read', 'Candidate': { 'Scopes': 'read', '{{member}}': '{{value}}', 'Until': '2030-01-31' } }""";

        async Task<(int WouldAllow, int WouldRefuse)> CountAsync()
        {
            var operation = JsonElement.Parse(await reloading.Gateway.Admin.GetStringAsync("/shadow")).GetProperty("operations")[0];
            return (operation.GetProperty("would_allow").GetInt32(), operation.GetProperty("would_refuse").GetInt32());
        }
    }

    [Fact]
    public async Task The_report_tells_no_subject_and_no_claim()
    {
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read", payload =>
        {
            payload["sub"] = "marked-subject";
            payload["email"] = "marked-email";
        })).IsFromServiceAsync();
        Assert.DoesNotContain("marked", await api.Gateway.Admin.GetStringAsync("/shadow"), StringComparison.Ordinal);
        Assert.DoesNotContain("marked", await api.Gateway.Admin.GetStringAsync("/decisions"), StringComparison.Ordinal);
    }

    private Task GetAsync(string client, string scope) =>
        api.Gateway.GetAsync("/api", api.Issuer.Token(scope, payload => payload["client_id"] = client)).IsFromServiceAsync();

    private async Task<JsonElement> ReportAsync() => JsonElement.Parse(await api.Gateway.Admin.GetStringAsync("/shadow"));

    private async Task<JsonElement[]> DecisionsAsync(string query = "") =>
        [.. JsonElement.Parse(await api.Gateway.Admin.GetStringAsync("/decisions" + query)).GetProperty("decisions").EnumerateArray()];

    private static JsonElement Operation(JsonElement report, string id) =>
        report.GetProperty("operations").EnumerateArray().Single(operation => operation.GetProperty("operation").GetString() == id);

    private static JsonElement Row(JsonElement report, string id) => Assert.Single(Operation(report, id).GetProperty("callers").EnumerateArray());

    /// <summary>Everything that a client and a service can see of a call, but for what differs from call to call.</summary>
    private async Task<(string Answer, string Seen)> ObserveAsync(string path, string token)
    {
        api.Service.Forget();
        using var answer = await api.Gateway.GetAsync(path, token);
        answer.Headers.Date = null; // the second in which it was made
        answer.Headers.Remove("Request-Id");
        var seen = api.Service.Only;
        Assert.NotNull(seen.Header("Gateway-Assertion")); // it names the path, which is another
        return (
            $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()} {answer.Headers}{answer.Content.Headers}",
            string.Join('\n', seen.Headers.Where(header => header.Key is not ("traceparent" or "Gateway-Assertion" or "Request-Id")).OrderBy(header => header.Key).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")));
    }
}
