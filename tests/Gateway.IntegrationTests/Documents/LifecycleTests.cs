using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Documents;

public sealed class LifecycleTests
{
    private const string Operations = """
        'GET /old': { 'Scopes': 'read', 'Deprecated': { 'Since': '2026-01-31', 'Sunset': '2027-01-31', 'Link': 'https://dev.example/v2' } },
        'GET /older': 'read'
        """;

    [Theory]
    [InlineData("/api/old", "read", 200)]
    [InlineData("/api/old", null, 401)]
    [InlineData("/api/old", "people", 403)]
    public async Task Every_answer_of_a_deprecated_operation_says_so(string path, string? scope, int status)
    {
        // RFC 9745 section 2.1, RFC 8594 section 3; on the clock of the test the sunset is past, and it is still served.
        await using var api = await Api.StartAsync(Operations, clock: new SettableClock());
        using var answer = await api.Gateway.GetAsync(path, scope is null ? null : api.Issuer.Token(scope));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("@1769817600", Field(answer, "Deprecation"));
        Assert.Equal("Sun, 31 Jan 2027 00:00:00 GMT", Field(answer, "Sunset"));
        Assert.Equal("<https://dev.example/v2>; rel=\"deprecation\"", Field(answer, "Link"));
    }

    [Fact]
    public async Task An_operation_has_its_own_or_the_APIs_and_others_have_none()
    {
        await using var api = await Api.StartAsync(Operations, api: "'Deprecated': { 'Since': '2025-12-31' },");
        using var own = await api.Gateway.GetAsync("/api/old");
        using var apis = await api.Gateway.GetAsync("/api/older");
        using var none = await api.Gateway.GetAsync("/api/nothing");
        Assert.Equal(("@1769817600", "@1767139200", null), (Field(own, "Deprecation"), Field(apis, "Deprecation"), Field(none, "Deprecation")));
        Assert.Equal((null, null), (Field(apis, "Sunset"), Field(apis, "Link")));
    }

    [Fact]
    public async Task The_dates_of_the_file_hold_and_links_of_the_service_stay()
    {
        await using var api = await Api.StartAsync(Operations);
        api.Service.Answer = context =>
        {
            context.Response.Headers["Deprecation"] = "@1";
            context.Response.Headers.Link = "<https://dev.example/next>; rel=\"next\"";
            return context.Response.WriteAsync("reached");
        };
        using var answer = await api.Gateway.GetAsync("/api/old", api.Issuer.Token("read"));
        Assert.Equal("@1769817600", Field(answer, "Deprecation"));
        Assert.Equal(
            ["<https://dev.example/next>; rel=\"next\"", "<https://dev.example/v2>; rel=\"deprecation\""], answer.Headers.GetValues("Link"));
    }

    private static string? Field(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
