using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.IntegrationTests.Forwarding;

/// <summary>What YARP would do at the start of every gateway, and is done for who needs it.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task No_keys_are_made_for_session_cookies_that_nobody_has()
    {
        await using var gateway = await TestGateway.StartAsync(
            "{ 'Version': 1, 'Apis': { 'a': { 'Prefix': '/a', 'Upstream': 'http://127.0.0.1:1', 'Operations': { 'GET /': { 'Public': true, 'Why': 'test' } } } } }");

        var services = gateway.Services.GetServices<IHostedService>().Select(service => service.GetType().FullName!);

        Assert.DoesNotContain(services, name => name.Contains("DataProtection", StringComparison.Ordinal));
    }

    [Fact]
    public async Task They_are_made_for_who_has_one_and_a_cookie_that_was_changed_is_none()
    {
        await using var api = await Api.StartAsync(
            "'GET /': 'read'",
            api: """
                'Yarp': { 'Cluster': { 'SessionAffinity': {
                  'Enabled': true, 'Policy': 'Cookie', 'FailurePolicy': 'Return503Error', 'AffinityKeyName': 'session'
                } } },
                """);
        var token = api.Issuer.Token("read");
        using var first = await api.Gateway.GetAsync("/api", token);
        var cookie = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        await api.Gateway.GetAsync("/api", token, r => r.Headers.Add("Cookie", cookie)).IsFromServiceAsync();
        var changed = cookie[..^1] + (cookie[^1] == 'A' ? 'Q' : 'A');
        await api.Gateway.GetAsync("/api", token, r => r.Headers.Add("Cookie", changed)).IsRefusedAsync(503, "service_unavailable");
    }
}
