using System.Text.Json;
using Gateway.Downstream;
using Gateway.Downstream.Testing;

namespace Gateway.IntegrationTests.Downstream;

/// <summary>A service's own tests, which need no gateway: what the helper lifts, and what it does not.</summary>
public sealed class TestCallersTests
{
    private const string UnknownKey = "The assertion is signed with a key that the gateway does not publish.";

    [Fact]
    public async Task A_service_is_tested_without_a_gateway()
    {
        await using var service = await StartAsync();
        var client = service.Client.As("ana", scopes: "read:tasks write:tasks", client: "mytodos", claims: new { team = "blue", levels = new[] { 1, 2 } });

        Assert.Equal(
            """{"subject":"ana","client":"mytodos","caller":"user","issuer":"https://issuer.test","scopes":["read:tasks","write:tasks"],"isUser":true,"isMachine":false,"claims":{"team":"blue","levels":[1,2]}}""",
            await client.GetStringAsync(new Uri("/tasks?a=b", UriKind.Relative)));
        using var posted = await client.PostAsync(new Uri("/tasks", UriKind.Relative), null);
        Assert.True(posted.IsSuccessStatusCode);
        Assert.Equal(0, service.Gateway.Fetches);
    }

    [Fact]
    public async Task It_is_refused_what_a_caller_without_the_scope_is_refused()
    {
        await using var service = await StartAsync();
        service.Client.As("ana");
        (await service.SendWithAsync("/group/plain")).Refused(403, "insufficient_scope");
        service.Client.As("ana", "read:tasks");
        Assert.Equal("reached", (await service.SendWithAsync("/group/plain")).Text);
        service.Client.AsNobody();
        (await service.SendWithAsync("/group/plain")).Refused(401, "no_assertion");
    }

    [Fact]
    public async Task Machines_and_callers_without_a_name_can_be_played()
    {
        await using var service = await StartAsync();
        service.Client.As("payroll", client: "payroll", caller: "machine");
        Assert.True((await service.SendWithAsync("/tasks")).Json.GetProperty("isMachine").GetBoolean());
        service.Client.As(null, client: null, caller: "unknown");
        var told = (await service.SendWithAsync("/tasks")).Json;
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (told.GetProperty("subject").ValueKind, told.GetProperty("client").ValueKind));
        Assert.Throws<ArgumentException>(() => service.Client.As("ana", caller: "admin"));
        Assert.Throws<ArgumentException>(() => service.Client.As("ana", claims: 7));
    }

    [Fact]
    public async Task They_are_believed_at_any_time_and_at_any_audience_and_issuer()
    {
        await using var service = await StartAsync(o => (o.Audience, o.Issuer) = ("another", "edge"));
        service.Client.As("ana");
        service.Clock.Advance(TimeSpan.FromDays(3650));
        Assert.Equal("ana", (await service.SendWithAsync("/tasks")).Subject());
    }

    [Fact]
    public async Task What_is_edited_is_refused_as_in_production()
    {
        await using var service = await StartAsync();
        service.Client.As("ana", "read:tasks");
        var parts = service.Client.DefaultRequestHeaders.GetValues(ClaimHeaders.Assertion).Single().Split('.');
        var payload = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1])).Replace("ana", "root", StringComparison.Ordinal);
        service.Client.AsNobody();

        (await service.SendAsync("GET", "/tasks", $"{parts[0]}.{SigningGateway.Encode(payload)}.{parts[2]}"))
            .Refused(401, "invalid_assertion", "The assertion's signature is wrong.");
    }

    [Fact]
    public async Task A_service_that_does_not_trust_them_refuses_them()
    {
        await using var service = await DownstreamService.StartAsync();
        service.Client.As("ana", "read:tasks");
        (await service.SendWithAsync("/tasks")).Refused(401, "invalid_assertion");

        // Not even with a name and a time that it would accept: the key is not one that the gateway publishes.
        var own = service.Client.DefaultRequestHeaders.GetValues(ClaimHeaders.Assertion).Single();
        service.Client.AsNobody();
        var kid = JsonElement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(own.Split('.')[0])).GetProperty("kid").GetString();
        (await service.SendAsync("GET", "/tasks", service.Gateway.Assertion(changeHeader: h => h["kid"] = kid))).Refused(401, "invalid_assertion", UnknownKey);
    }

    [Fact]
    public async Task A_service_deployed_like_that_refuses_the_real_gateway()
    {
        await using var service = await StartAsync();
        (await service.GetAsync()).Refused(401, "invalid_assertion");
        Assert.Equal(0, service.Gateway.Fetches);
    }

    private static Task<DownstreamService> StartAsync(Action<GatewayIdentityOptions>? options = null) =>
        DownstreamService.StartAsync(options, services: services => services.TrustTestCallers());
}
