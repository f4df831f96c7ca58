using System.Buffers.Text;
using System.Text;
using Gateway.Downstream;

namespace Gateway.IntegrationTests.Downstream;

/// <summary>Plain headers: nothing, unless the service says that its network can be believed.</summary>
public sealed class TrustNetworkTests
{
    private static readonly (string, string)[] Ana =
    [
        (ClaimHeaders.Subject, "ana"), (ClaimHeaders.Client, "app"), (ClaimHeaders.Caller, "user"),
        (ClaimHeaders.Scopes, "read:tasks write:tasks"), (ClaimHeaders.Issuer, "https://issuer.example.com/"),
        (ClaimHeaders.Claims, Encoded("""{"team":"blue"}""")),
    ];

    [Fact]
    public async Task Plain_headers_are_nothing_by_default()
    {
        await using var service = await DownstreamService.StartAsync();
        (await service.SendWithAsync("/tasks", Ana)).Refused(401, "no_assertion");
        (await service.SendWithAsync("/silent", Ana)).Refused(401, "no_assertion");
        Assert.Equal("nobody", (await service.SendWithAsync("/open", Ana)).Json.GetString());
    }

    [Fact]
    public async Task Where_the_network_is_trusted_they_say_who_calls()
    {
        await using var service = await DownstreamService.StartAsync(o => (o.TrustNetwork, o.Gateway) = (true, null));
        Assert.Equal(
            """{"subject":"ana","client":"app","caller":"user","issuer":"https://issuer.example.com/","scopes":["read:tasks","write:tasks"],"isUser":true,"isMachine":false,"claims":{"team":"blue"}}""",
            (await service.SendWithAsync("/tasks", Ana)).Json.GetRawText());
        Assert.Equal("ana", (await service.SendWithAsync("/open", Ana)).Json.GetString());
        (await service.SendWithAsync("/tasks")).Refused(401, "no_assertion");
        (await service.SendWithAsync("/group/more", Ana)).Refused(403, "insufficient_scope");
        Assert.Equal(0, service.Gateway.Fetches);
    }

    [Fact]
    public async Task What_is_not_plain_is_carried_in_the_claims()
    {
        await using var service = await DownstreamService.StartAsync(o => o.TrustNetwork = true);
        var told = await service.SendWithAsync(
            "/tasks",
            (ClaimHeaders.Caller, "user"),
            (ClaimHeaders.Claims, Encoded("""{"sub":"анна","client_id":"приложение","iss":"https://выдача.example","scope":"read:tasks"}""")));
        Assert.Equal("анна", told.Subject());
        Assert.Equal("приложение", told.Json.GetProperty("client").GetString());
        Assert.Equal("https://выдача.example", told.Json.GetProperty("issuer").GetString());
        Assert.Equal("""["read:tasks"]""", told.Json.GetProperty("scopes").GetRawText());
    }

    [Fact]
    public async Task An_assertion_that_is_there_is_verified_and_never_replaced_by_headers()
    {
        await using var service = await DownstreamService.StartAsync(o => o.TrustNetwork = true);
        Assert.Equal("ana", (await service.GetAsync()).Subject());
        var forged = service.Gateway.Assertion(change: p => p["aud"] = "other");
        (await service.SendWithAsync("/tasks", [(ClaimHeaders.Assertion, forged), .. Ana])).Refused(401, "invalid_assertion");
        (await service.SendWithAsync("/tasks", [(ClaimHeaders.Assertion, ""), .. Ana])).Refused(401, "invalid_assertion");
        var mark = service.Gateway.Assertion(change: p => p["sub"] = "mark");
        Assert.Equal("mark", (await service.SendWithAsync("/tasks", [(ClaimHeaders.Assertion, mark), .. Ana])).Subject());
    }

    [Fact]
    public async Task Without_a_gateway_to_ask_there_are_only_headers()
    {
        await using var service = await DownstreamService.StartAsync(o => (o.TrustNetwork, o.Gateway) = (true, null));
        (await service.SendWithAsync("/tasks", (ClaimHeaders.Assertion, service.Gateway.Assertion()))).Refused(401, "no_assertion");
        Assert.Equal("ana", (await service.SendWithAsync("/tasks", [(ClaimHeaders.Assertion, "x"), .. Ana])).Subject());
    }

    [Theory]
    [InlineData("Gateway-Subject: mark", "a subject twice")]
    [InlineData("Gateway-Scopes: admin", "scopes twice")]
    [InlineData("gateway-caller: machine", "a caller twice")]
    [InlineData("Gateway-Claims: e30", "claims twice")]
    public async Task What_the_gateway_writes_once_is_there_once(string second, string what)
    {
        await using var service = await DownstreamService.StartAsync(o => o.TrustNetwork = true);
        string[] lines = ["GET /tasks HTTP/1.1", "Host: tasks", .. Ana.Select(header => $"{header.Item1}: {header.Item2}"), second];
        var answer = await RawHttp.SendAsync(service.Url, lines);
        Assert.True(answer.StartsWith("HTTP/1.1 401", StringComparison.Ordinal), what);
        Assert.Contains("invalid_assertion", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not base64url!")]
    [InlineData("W10")] // []
    [InlineData("eyJhIjoxLCJhIjoyfQ")] // {"a":1,"a":2}
    [InlineData("e30x")] // {}1
    [InlineData("eyJhIjoi_yJ9")] // bytes that are no UTF-8
    public async Task Claims_that_cannot_be_read_are_nobodys(string claims)
    {
        await using var service = await DownstreamService.StartAsync(o => o.TrustNetwork = true);
        (await service.SendWithAsync("/tasks", [.. Ana[..^1], (ClaimHeaders.Claims, claims)])).Refused(401, "invalid_assertion");
    }

    private static string Encoded(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
