using Gateway.Forwarding;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Forwarding;

/// <summary>A request that comes back to the gateway that sent it is sent no further.</summary>
public sealed class LoopTests
{
    private const string Open = "{ 'Public': true, 'Why': 'test' }";

    [Fact]
    public async Task A_service_that_is_the_gateway_itself_is_508_at_the_first_turn()
    {
        await using var service = await RecordingUpstream.StartAsync();
        using var loop = new HttpClient();
        await using var gateway = await GatewayAsync(service.Url);
        var turns = 0;
        service.Answer = async context =>
        {
            // What the service is asked it asks the gateway again, as a proxy would: with the Via that it has received.
            turns++;
            using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Client.BaseAddress!, "/api"));
            again.Headers.TryAddWithoutValidation("Via", $"{context.Request.Headers.Via}, 1.1 proxy");
            using var turned = await loop.SendAsync(again);
            context.Response.StatusCode = (int)turned.StatusCode;
            await turned.Content.CopyToAsync(context.Response.Body);
        };

        using var answer = await gateway.GetAsync("/api");
        Assert.Equal(508, (int)answer.StatusCode);
        Assert.Contains("\"code\":\"loop_detected\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, turns);
    }

    [Fact]
    public async Task Two_gateways_in_a_row_are_no_loop()
    {
        await using var service = await RecordingUpstream.StartAsync();
        await using var inner = await GatewayAsync(service.Url);
        await using var outer = await GatewayAsync($"{inner.Client.BaseAddress}api");
        await outer.GetAsync("/api").IsFromServiceAsync();
        Assert.Equal($"1.1 {NameOf(outer)}, 1.1 {NameOf(inner)}", string.Join(", ", service.Only.Headers["Via"]));
    }

    [Theory]
    [InlineData("1.1 {0}", true)]
    [InlineData("1.0 fred, 1.1 {0}, 1.1 other", true)]
    [InlineData("HTTP/1.1 {0} (a comment)", true)]
    [InlineData("1.1 gateway", false)]
    [InlineData("1.1 gateway-00000000", false)]
    [InlineData("1.1 other", false)]
    public async Task Only_its_own_name_is_its_own(string via, bool isLoop)
    {
        await using var service = await RecordingUpstream.StartAsync();
        await using var gateway = await GatewayAsync(service.Url);
        var name = NameOf(gateway);
        var asking = gateway.GetAsync("/api", change: request =>
            request.Headers.TryAddWithoutValidation("Via", via.Replace("{0}", isLoop ? name.ToUpperInvariant() : name, StringComparison.Ordinal)));
        await (isLoop ? (Task)asking.IsRefusedAsync(508, "loop_detected") : asking.IsFromServiceAsync());
    }

    private static string NameOf(TestGateway gateway) => gateway.Services.GetRequiredService<Pseudonym>().Text;

    private static Task<TestGateway> GatewayAsync(string service) => TestGateway.StartAsync(
        $$"""{ 'Version': 1, 'Apis': { 'api': { 'Prefix': '/api', 'Upstream': '{{service}}', 'Operations': { 'GET /': {{Open}} } } } }""");
}
