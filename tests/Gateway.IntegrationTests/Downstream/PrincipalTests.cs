using System.Diagnostics;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Downstream;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Downstream;

/// <summary>What ASP.NET Core makes of the caller: claims by the token's names, and a parameter of endpoints.</summary>
public sealed class PrincipalTests
{
    [Fact]
    public async Task Claims_have_the_names_that_the_token_has_and_the_tokens_issuer()
    {
        await using var service = await DownstreamService.StartAsync();
        var assertion = service.Gateway.Assertion(path: "/claims", change: p => p["claims"] = JsonNode.Parse(
            """
            { "name": "Ana", "email_verified": true, "level": 3, "ratio": 0.5, "roles": ["a", "b"], "none": [], "gone": null,
              "address": { "city": "Lima" }, "https://example.com/mixed": [1, { "x": 1 }, ["y"]] }
            """));

        var claims = (await service.SendAsync("GET", "/claims", assertion)).Json.EnumerateArray()
            .Select(claim => (Type: claim[0].GetString()!, Value: claim[1].GetString()!, ValueType: claim[2].GetString()!, Issuer: claim[3].GetString()!))
            .ToArray();

        Assert.Equal(
            [
                ("sub", "ana"), ("client_id", "app"), ("caller", "user"), ("scope", "read:tasks"), ("name", "Ana"), ("email_verified", "true"),
                ("level", "3"), ("ratio", "0.5"), ("roles", "a"), ("roles", "b"), ("gone", ""), ("address", """{"city":"Lima"}"""),
                ("https://example.com/mixed", "1"), ("https://example.com/mixed", """{"x":1}"""), ("https://example.com/mixed", """["y"]"""),
            ],
            claims.Select(claim => (claim.Type, claim.Value)));
        Assert.All(claims, claim => Assert.Equal("https://issuer.example.com/", claim.Issuer));
        Assert.Equal("JSON", claims.Single(claim => claim.Type == "address").ValueType);
        Assert.Equal(ClaimValueTypes.Boolean, claims.Single(claim => claim.Type == "email_verified").ValueType);
        Assert.Equal(ClaimValueTypes.Integer64, claims.Single(claim => claim.Type == "level").ValueType);
    }

    [Fact]
    public async Task A_tokens_claim_is_not_taken_for_the_gateways_word()
    {
        await using var service = await DownstreamService.StartAsync();
        var assertion = service.Gateway.Assertion(path: "/claims", change: p => p["claims"] =
            new JsonObject { ["caller"] = "machine", ["scope"] = "admin", ["sub"] = "root", ["client_id"] = "root-app", ["SUB"] = "kept" });

        var claims = (await service.SendAsync("GET", "/claims", assertion)).Json.EnumerateArray().Select(claim => $"{claim[0]}={claim[1]}");

        Assert.Equal(["sub=ana", "client_id=app", "caller=user", "scope=read:tasks", "SUB=kept"], claims);
    }

    [Fact]
    public async Task Names_and_roles_are_where_the_framework_looks_for_them()
    {
        await using var service = await DownstreamService.StartAsync(map: app =>
            app.MapGet("/me", (ClaimsPrincipal me) => $"{me.Identity!.Name} {me.IsInRole("boss")} {me.IsInRole("BOSS")} {me.HasClaim("SUB", "ana")} {me.FindFirst("Sub")?.Value}"));
        var assertion = service.Gateway.Assertion(path: "/me", change: p => p["claims"] = new JsonObject { ["roles"] = new JsonArray("boss") });
        Assert.Equal("ana True False False ", (await service.SendAsync("GET", "/me", assertion)).Text);
    }

    [Fact]
    public async Task The_caller_is_bound_where_another_scheme_is_the_default_one()
    {
        await using var service = await DownstreamService.StartAsync(
            services: services =>
            {
                services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
                services.AddAuthorization(o => o.FallbackPolicy = new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAssertion(_ => true).Build());
            },
            map: app => app.MapGet("/both", (GatewayUser? user, ClaimsPrincipal me) => $"{user?.Subject} {me.Identity?.IsAuthenticated}"));

        Assert.Equal("ana False", (await service.GetAsync("/both")).Text);
        Assert.Equal("ana", (await service.GetAsync()).Subject());
        Assert.Equal(" False", (await service.SendAsync("GET", "/both")).Text);
        // A scope is asked of the gateway's word, whatever else there is.
        Assert.Equal("reached", (await service.GetAsync("/group/plain")).Text);
        (await service.SendAsync("GET", "/group/plain")).Refused(401, "no_assertion");
        (await service.GetAsync("/group/more")).Refused(403, "insufficient_scope");
    }

    [Fact]
    public async Task With_another_default_scheme_silence_is_still_refusal()
    {
        await using var service = await DownstreamService.StartAsync(
            services: services => services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie());
        (await service.SendAsync("GET", "/silent")).Refused(401, "no_assertion");
        Assert.Equal("reached", (await service.GetAsync("/silent")).Text);
    }

    [Fact]
    public async Task A_transformed_principal_still_has_the_caller_in_it()
    {
        await using var service = await DownstreamService.StartAsync(
            services: services => services.AddSingleton<IClaimsTransformation, Transformation>(),
            map: app => app.MapGet("/me", (HttpContext context) => $"{GatewayUser.From(context.User)?.Subject} {context.User.FindFirst("added")?.Value}"));
        Assert.Equal("ana yes", (await service.GetAsync("/me")).Text);
        Assert.Equal("ana", (await service.GetAsync()).Subject());
    }

    [Fact]
    public async Task A_service_that_wires_its_pipeline_itself_is_as_closed()
    {
        await using var service = await DownstreamService.StartAsync(map: app =>
        {
            var own = (WebApplication)app;
            own.UseRouting();
            own.UseAuthorization(); // names the scheme itself: UseAuthentication is not needed
        });
        Assert.Equal("ana", (await service.GetAsync()).Subject());
        Assert.Equal("nobody", (await service.SendAsync("GET", "/open")).Json.GetString());
        (await service.SendAsync("GET", "/silent")).Refused(401, "no_assertion");
        (await service.SendAsync("GET", "/nowhere")).Refused(401, "no_assertion");
        Assert.Equal(404, (await service.GetAsync("/nowhere")).Status);
    }

    [Fact]
    public async Task A_trace_says_how_and_through_which_client_and_never_who()
    {
        var tags = new Dictionary<string, object?>();
        await using var service = await DownstreamService.StartAsync(
            o => o.TrustNetwork = true,
            map: app => app.MapGet("/trace", () => Activity.Current!.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")));
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);

        var signed = (await service.GetAsync("/trace")).Text;
        var plain = (await service.SendWithAsync("/trace", (ClaimHeaders.Caller, "machine"), (ClaimHeaders.Client, "job"), (ClaimHeaders.Subject, "job-1"))).Text;

        Assert.All(["gateway.identity=assertion", "gateway.caller=user", "gateway.client_id=app"], tag => Assert.Contains(tag, signed, StringComparison.Ordinal));
        Assert.All(["gateway.identity=headers", "gateway.caller=machine", "gateway.client_id=job"], tag => Assert.Contains(tag, plain, StringComparison.Ordinal));
        Assert.DoesNotContain("ana", signed, StringComparison.Ordinal);
        Assert.DoesNotContain("job-1", plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claims_read_are_the_claims_signed_whatever_they_are()
    {
        await using var service = await DownstreamService.StartAsync();
        var arbitrary = new ArbitraryJson(seed: 5);
        for (var i = 0; i < 150; i++)
        {
            var (claims, subject) = (arbitrary.Object(), arbitrary.Text());
            var assertion = service.Gateway.Assertion(change: p => (p["claims"], p["sub"]) = (claims.DeepClone(), subject));
            if (assertion.Length > Gateway.Downstream.Assertions.CompactForm.CharsMax)
            {
                continue;
            }

            var told = await service.SendAsync("GET", "/tasks", assertion);

            Assert.Equal(subject, told.Subject());
            Assert.True(JsonElement.DeepEquals(JsonElement.Parse(claims.ToJsonString()), told.Json.GetProperty("claims")), claims.ToJsonString());
        }
    }

    private sealed class Transformation : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
        {
            var copy = principal.Clone();
            if (copy.Identity is ClaimsIdentity identity && !identity.HasClaim("added", "yes"))
            {
                identity.AddClaim(new("added", "yes"));
            }

            return Task.FromResult(copy);
        }
    }
}
