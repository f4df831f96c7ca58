using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Limits;

public sealed class LimitTests
{
    private readonly SettableClock clock = new();

    [Fact]
    public async Task An_address_is_refused_before_its_token_is_looked_at()
    {
        await using var api = await StartAsync("'GET /': { 'Scopes': 'read', 'RateLimit': { 'Permits': 2, 'Per': '1m', 'By': 'address' } }");
        // Refused ones count too: they are what costs.
        await api.Gateway.GetAsync("/api", "junk").IsRefusedAsync(401, "invalid_token");
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsFromServiceAsync();
        await api.Gateway.GetAsync("/api", "junk").IsRefusedAsync(429, "rate_limited");
        using var answer = await api.Gateway.GetAsync("/api", api.Issuer.Token("read"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "60"), (answer.StatusCode, Field(answer, "Retry-After")));
        Assert.Equal("\"api GET /:address:1m\";q=2;w=60", Field(answer, "RateLimit-Policy"));
        Assert.Equal("\"api GET /:address:1m\";r=0;t=60", Field(answer, "RateLimit"));

        var other = await RawHttp.SendFromAsync(IPAddress.Parse("127.0.0.2"), api.Gateway.Client.BaseAddress!, "GET /api HTTP/1.1", "Host: x");
        Assert.Equal(401, RawHttp.StatusOf(other));

        clock.Advance(TimeSpan.FromSeconds(59));
        using var early = await api.Gateway.GetAsync("/api");
        Assert.Equal("1", Field(early, "Retry-After"));
        clock.Advance(TimeSpan.FromSeconds(1));
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsFromServiceAsync();
    }

    [Theory]
    [InlineData("client", "a", "app", "read", "a", "app", "read", true)]
    [InlineData("client", "a", "app", "read", "b", "app", "read write", true)]
    [InlineData("client", "a", "app", "read", "a", "other", "read", false)]
    [InlineData("subject", "a", "app", "read", "a", "other", "read write", true)]
    [InlineData("subject", "a", "app", "read", "b", "app", "read", false)]
    [InlineData("scope", "a", "app", "read write", "b", "app", "write read", true)]
    [InlineData("scope", "a", "app", "read", "a", "app", "read write", false)]
    public async Task Callers_are_the_same_or_not(
        string by, string subject, string client, string scope, string thenSubject, string thenClient, string thenScope, bool same)
    {
        await using var api = await StartAsync($"'GET /': {{ 'Scopes': 'read', 'RateLimit': {{ 'Permits': 1, 'Per': '1m', 'By': '{by}' }} }}");
        await api.Gateway.GetAsync("/api", Token(api, subject, client, scope)).IsFromServiceAsync();
        var then = api.Gateway.GetAsync("/api", Token(api, thenSubject, thenClient, thenScope));
        if (same)
        {
            var (body, _) = await then.IsRefusedAsync(429, "rate_limited");
            Assert.Equal($"The limit \"api GET /:{by}:1m\" allows 1 requests in 1m", body.GetProperty("detail").GetString());
        }
        else
        {
            await then.IsFromServiceAsync();
        }
    }

    [Fact]
    public async Task Who_is_refused_otherwise_is_not_counted_as_a_caller()
    {
        await using var api = await StartAsync("'GET /': { 'Scopes': 'write', 'RateLimit': { 'Permits': 1, 'Per': '1m', 'By': 'client' } }");
        using var refused = await api.Gateway.GetAsync("/api", api.Issuer.Token("read"));
        Assert.Equal((HttpStatusCode.Forbidden, null), (refused.StatusCode, Field(refused, "RateLimit")));
        await api.Gateway.GetAsync("/api", api.Issuer.Token("write")).IsFromServiceAsync();
    }

    [Fact]
    public async Task All_limits_hold_the_tightest_is_said_first_and_one_that_refuses_costs_nothing_at_the_others()
    {
        await using var api = await StartAsync(
            "'GET /a': { 'Scopes': 'read', 'RateLimit': [{ 'Permits': 2, 'Per': '1m', 'By': 'client' }, { 'Permits': 4, 'Per': '1d', 'By': 'client' }] }, 'GET /b': 'read'",
            "'RateLimit': { 'Permits': 5, 'Per': '1h', 'By': 'client' },");
        using var first = await api.Gateway.GetAsync("/api/a", api.Issuer.Token("read"));
        Assert.Equal(
            "\"api GET /a:client:1m\";r=1;t=60, \"api GET /a:client:1d\";r=3;t=86400, \"api:client:1h\";r=4;t=3600", Field(first, "RateLimit"));
        Assert.Equal(
            "\"api GET /a:client:1m\";q=2;w=60, \"api GET /a:client:1d\";q=4;w=86400, \"api:client:1h\";q=5;w=3600", Field(first, "RateLimit-Policy"));
        await api.Gateway.GetAsync("/api/a", api.Issuer.Token("read")).IsFromServiceAsync();
        for (var request = 0; request < 10; request++)
        {
            await api.Gateway.GetAsync("/api/a", api.Issuer.Token("read")).IsRefusedAsync(429, "rate_limited");
        }

        // The API counts its operations together.
        using var other = await api.Gateway.GetAsync("/api/b", api.Issuer.Token("read"));
        Assert.Equal("\"api:client:1h\";r=2;t=3600", Field(other, "RateLimit"));
        clock.Advance(TimeSpan.FromMinutes(1));
        await api.Gateway.GetAsync("/api/a", api.Issuer.Token("read")).IsFromServiceAsync();
        await api.Gateway.GetAsync("/api/a", api.Issuer.Token("read")).IsFromServiceAsync();
        using var last = await api.Gateway.GetAsync("/api/a", api.Issuer.Token("read"));
        Assert.Equal((HttpStatusCode.TooManyRequests, (86400 - 60).ToString()), (last.StatusCode, Field(last, "Retry-After")));
    }

    [Fact]
    public async Task The_gateway_as_a_whole_counts_every_request_but_a_preflight()
    {
        await using var api = await Api.StartAsync(
            "'GET /': { 'Public': true, 'Why': 'test' }",
            api: "'Cors': { 'Origins': ['https://app.example.com'] },",
            clock: clock,
            settings: new Dictionary<string, string?> { ["Gateway:Admission:RateLimit:Permits"] = "3", ["Gateway:Admission:RateLimit:Per"] = "10s" });
        for (var preflight = 0; preflight < 5; preflight++)
        {
            using var answer = await api.Gateway.SendAsync("OPTIONS", "/api", change: request =>
            {
                request.Headers.Add("Origin", "https://app.example.com");
                request.Headers.Add("Access-Control-Request-Method", "GET");
            });
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        await api.Gateway.GetAsync("/api").IsFromServiceAsync();
        await api.Gateway.GetAsync("/nothing").IsRefusedAsync(404, "not_found");
        await api.Gateway.GetAsync("/.well-known/whoami").IsRefusedAsync(401, "no_credentials");
        using var refused = await api.Gateway.GetAsync("/nothing", change: request => request.Headers.Add("Origin", "https://app.example.com"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "10"), (refused.StatusCode, Field(refused, "Retry-After")));
        using var readable = await api.Gateway.GetAsync("/api", change: request => request.Headers.Add("Origin", "https://app.example.com"));
        Assert.Equal("https://app.example.com", Field(readable, "Access-Control-Allow-Origin"));
        Assert.Equal("\"Gateway:address:10s\";q=3;w=10", Field(readable, "RateLimit-Policy"));
    }

    [Fact]
    public async Task A_services_own_fields_give_way_where_there_is_a_limit_and_pass_where_there_is_none()
    {
        await using var api = await StartAsync("'GET /a': { 'Scopes': 'read', 'RateLimit': { 'Permits': 9, 'Per': '1s', 'By': 'client' } }, 'GET /b': 'read'");
        api.Service.Answer = context =>
        {
            context.Response.Headers["RateLimit"] = "\"own\";r=1;t=1";
            return context.Response.WriteAsync("reached");
        };
        using var limited = await api.Gateway.GetAsync("/api/a", api.Issuer.Token("read"));
        using var free = await api.Gateway.GetAsync("/api/b", api.Issuer.Token("read"));
        Assert.Equal(("\"api GET /a:client:1s\";r=8;t=1", "\"own\";r=1;t=1"), (Field(limited, "RateLimit"), Field(free, "RateLimit")));
    }

    [Fact]
    public async Task A_refused_request_is_counted_by_limit_and_operation()
    {
        await using var api = await StartAsync("'GET /': { 'Scopes': 'read', 'RateLimit': { 'Permits': 1, 'Per': '1m', 'By': 'subject' } }");
        var counted = new List<string>();
        using var listener = new MeterListener();
        var meters = api.Gateway.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name == "gateway.rate_limit.refused")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            counted.Add($"{value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.Start();
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsFromServiceAsync();
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsRefusedAsync(429, "rate_limited");
        Assert.Equal(["1 policy=api GET /:subject:1m operation=api GET /"], counted);
    }

    private Task<Api> StartAsync(string operations, string api = "") => Api.StartAsync(operations, api: api, clock: clock);

    private static string Token(Api api, string subject, string client, string scope) => api.Issuer.Token(scope, payload =>
    {
        payload["client_id"] = client;
        payload["sub"] = subject;
    });

    private static string? Field(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
