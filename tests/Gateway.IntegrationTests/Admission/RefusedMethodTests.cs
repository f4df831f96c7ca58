namespace Gateway.IntegrationTests.Admission;

/// <summary>TRACE would show a client what the gateway tells services about it, CONNECT would make a tunnel of the gateway.</summary>
public sealed class RefusedMethodTests(EdgeApi edge) : IClassFixture<EdgeApi>
{
    [Theory]
    [InlineData("TRACE /api HTTP/1.1")]
    [InlineData("TRACE /api/open HTTP/1.1")]
    [InlineData("TRACE /api/nothing HTTP/1.1")]
    [InlineData("TRACE / HTTP/1.1")]
    [InlineData("TRACE http://gateway/api/open HTTP/1.1")]
    [InlineData("TRACE /api/open HTTP/1.0")]
    [InlineData("trace /api/open HTTP/1.1")]
    [InlineData("CONNECT gateway:443 HTTP/1.1")]
    [InlineData("CONNECT 127.0.0.1:22 HTTP/1.1")]
    [InlineData("CONNECT gateway:80 HTTP/1.0")]
    public async Task They_are_501_on_every_path_and_never_forwarded(string request)
    {
        edge.Service.Forget();
        string[] host = request.StartsWith("CONNECT", StringComparison.Ordinal) ? [$"Host: {request.Split(' ')[1]}"] : ["Host: gateway"];
        var answer = await RawHttp.SendAsync(
            edge.Gateway.Client.BaseAddress!, [request, .. host, $"Authorization: Bearer {edge.Token}", "X-Echo: not-echoed"]);

        Assert.StartsWith("HTTP/1.1 501 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"method_not_implemented\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("not-echoed", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\nAllow:", answer, StringComparison.Ordinal);
        Assert.Empty(edge.Service.Seen);
    }

    [Theory]
    [InlineData("CONNECT /api/open HTTP/1.1")]
    [InlineData("CONNECT http://gateway/api HTTP/1.1")]
    [InlineData("TRACE * HTTP/1.1")]
    public async Task In_a_form_that_they_do_not_have_they_are_400(string request)
    {
        edge.Service.Forget();
        var answer = await RawHttp.SendAsync(edge.Gateway.Client.BaseAddress!, request, "Host: gateway");
        Assert.Contains(RawHttp.StatusOf(answer), new[] { 400, 405, 501 });
        Assert.Empty(edge.Service.Seen);
    }

    [Fact]
    public async Task They_are_a_clients_fault_in_the_log()
    {
        await RawHttp.SendAsync(edge.Gateway.Client.BaseAddress!, "TRACE /api HTTP/1.1", "Host: gateway");
        Assert.Contains("Refused: method_not_implemented", edge.Gateway.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Failed: method_not_implemented", edge.Gateway.Log.Text, StringComparison.Ordinal);
    }
}
