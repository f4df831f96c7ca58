using Gateway.Authorization;
using Gateway.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.UnitTests.Authorization;

/// <summary>The belt: whatever stages have run before it, an endpoint that forwards wants to see a yes.</summary>
public sealed class OnlyIfAllowedTests
{
    private bool forwarded;

    [Fact]
    public async Task A_request_that_was_allowed_is_forwarded()
    {
        Assert.Equal(200, await AskAsync(Decision.Allow));
        Assert.True(forwarded);
    }

    [Fact]
    public async Task A_request_that_nobody_has_decided_about_is_not()
    {
        Assert.Equal(500, await AskAsync(null));
        Assert.False(forwarded);
    }

    [Fact]
    public async Task A_request_that_was_refused_and_came_all_the_same_is_not()
    {
        Assert.Equal(500, await AskAsync(Decision.Refuse(new Problem(Refusal.InsufficientScope), DecisionStep.Scopes)));
        Assert.False(forwarded);
    }

    private async Task<int> AskAsync(Decision? decision)
    {
        var operations = new Conventions();
        operations.OnlyIfAllowed();
        var endpoint = new RouteEndpointBuilder(Forward, RoutePatternFactory.Parse("/"), 0);
        operations.ApplyTo(endpoint);

        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        if (decision is not null)
        {
            context.Features.Set(decision);
        }

        await endpoint.RequestDelegate!(context);
        return context.Response.StatusCode;
    }

    private Task Forward(HttpContext context)
    {
        forwarded = true;
        return Task.CompletedTask;
    }

    private sealed class Conventions : IEndpointConventionBuilder
    {
        private readonly List<Action<EndpointBuilder>> all = [];

        public void Add(Action<EndpointBuilder> convention) => all.Add(convention);

        public void ApplyTo(EndpointBuilder endpoint) => all.ForEach(convention => convention(endpoint));
    }
}
