using Gateway.Downstream;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Downstream;

/// <summary>Scopes, asked for once more by the service.</summary>
public sealed class RequireScopeTests
{
    [Fact]
    public async Task A_missing_scope_is_403_and_named()
    {
        await using var service = await DownstreamService.StartAsync();

        var refused = await service.SendAsync("POST", "/tasks", service.Gateway.Assertion("POST"));

        refused.Refused(403, "insufficient_scope", "The token lacks write:tasks");
        Assert.Equal(
            """{"title":"This call needs a scope that the token does not have","status":403,"code":"insufficient_scope","detail":"The token lacks write:tasks","required":[["read:tasks","write:tasks"]],"missing":["write:tasks"]}""",
            refused.Text);
        Assert.Equal("""Bearer realm="gateway", error="insufficient_scope", scope="read:tasks write:tasks" """.TrimEnd(), refused.Headers.WwwAuthenticate.ToString());
        Assert.Equal("ana", (await PostAsync(service, "write:tasks read:tasks")).Subject());
    }

    [Theory]
    [InlineData("")]
    [InlineData("READ:TASKS WRITE:TASKS")]
    [InlineData("read:tasks,write:tasks")]
    [InlineData("read:tasks write:tasks2")]
    [InlineData("read write tasks")]
    public async Task Scopes_are_compared_exactly_and_all_of_them_are_needed(string scopes)
    {
        await using var service = await DownstreamService.StartAsync();
        (await PostAsync(service, scopes)).Refused(403, "insufficient_scope");
    }

    [Fact]
    public async Task What_a_group_asks_for_and_what_an_endpoint_asks_for_add_up()
    {
        await using var service = await DownstreamService.StartAsync();
        Assert.Equal("reached", (await service.GetAsync("/group/plain")).Text);
        Assert.Equal("reached", (await service.SendAsync("GET", "/group/open")).Text);
        var refused = (await service.GetAsync("/group/more")).Refused(403, "insufficient_scope");
        Assert.Equal("""[["read:tasks","admin"]]""", refused.GetProperty("required").GetRawText());
        Assert.Equal("""["admin"]""", refused.GetProperty("missing").GetRawText());
        (await service.SendAsync("GET", "/group/plain")).Refused(401, "no_assertion");
    }

    [Fact]
    public async Task A_controller_asks_by_an_attribute()
    {
        await using var service = await DownstreamService.StartAsync(
            services: services => services.AddControllers().ConfigureApplicationPartManager(parts =>
            {
                parts.ApplicationParts.Clear();
                parts.ApplicationParts.Add(new AssemblyPart(typeof(NotesController).Assembly));
            }),
            map: app => app.MapControllers());
        Assert.Equal("ana", (await service.GetAsync("/notes")).Text);
        (await service.GetAsync("/notes/secret")).Refused(403, "insufficient_scope", "The token lacks admin");
        (await service.SendAsync("GET", "/notes")).Refused(401, "no_assertion");
    }

    [Fact]
    public async Task Another_rule_of_the_services_own_is_403_too_and_speaks_of_no_scope()
    {
        await using var service = await DownstreamService.StartAsync(map: app =>
            app.MapGet("/machines", () => "reached").RequireAuthorization(policy => policy.RequireClaim("caller", "machine")));
        var refused = (await service.GetAsync("/machines")).Refused(403, "forbidden");
        Assert.False(refused.TryGetProperty("missing", out _));
        var machine = service.Gateway.Assertion(path: "/machines", change: p => p["caller"] = "machine");
        Assert.Equal("reached", (await service.SendAsync("GET", "/machines", machine)).Text);
    }

    [Fact]
    public async Task A_fallback_policy_of_the_services_own_stays()
    {
        await using var service = await DownstreamService.StartAsync(services: services => services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(GatewayIdentity.Scheme).RequireClaim("scope", "admin").Build()));
        (await service.GetAsync("/silent")).Refused(403, "forbidden");
        Assert.Equal("reached", (await service.SendAsync("GET", "/silent", service.Gateway.Assertion(path: "/silent", change: p => p["scope"] = "admin"))).Text);
    }

    private static Task<Reply> PostAsync(DownstreamService service, string scopes) =>
        service.SendAsync("POST", "/tasks", service.Gateway.Assertion("POST", change: p => p["scope"] = scopes));
}

[ApiController]
[Route("notes")]
[RequireScope("read:tasks")]
public sealed class NotesController : ControllerBase
{
    [HttpGet]
    public string Read() => GatewayUser.From(User)!.Subject!;

    [HttpGet("secret")]
    [RequireScope("admin")]
    public string ReadSecret() => $"reached by {User.Identity!.Name}";
}
