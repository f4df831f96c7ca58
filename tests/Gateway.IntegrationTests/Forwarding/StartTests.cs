using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.IntegrationTests.Forwarding;

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
}
