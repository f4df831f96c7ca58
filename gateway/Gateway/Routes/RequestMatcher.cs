using System.Diagnostics;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Gateway.Routes;

/// <summary>
/// Which operation a request is, without a server: by ASP.NET Core's own routing over the same templates and methods, since another
/// matcher would one day answer otherwise.
/// </summary>
internal sealed class RequestMatcher : IDisposable
{
    private readonly ServiceProvider services;
    private readonly RequestDelegate route;

    public RequestMatcher(RouteTable table)
    {
        services = new ServiceCollection()
            .AddLogging()
            .AddRouting()
            .AddSingleton(new DiagnosticListener("Gateway.Routes"))
            .BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        app.UseRouting();
        // Between the two: what is matched is looked at and never run.
        app.Use((HttpContext _, RequestDelegate _) => Task.CompletedTask);
        app.UseEndpoints(endpoints =>
        {
            foreach (var operation in table.Operations)
            {
                endpoints.Map(RoutePatternFactory.Parse(operation.Template), _ => Task.CompletedTask)
                    .WithMetadata(operation, new HttpMethodMetadata(operation.Methods));
            }
        });
        route = app.Build();
    }

    /// <param name="path">As a client sends it, percent-encoded, from the first slash; without a query.</param>
    public async Task<RequestMatch> MatchAsync(string method, string path)
    {
        var match = await RouteAsync(method, path);
        var fault = RequestPath.RefusedIn(path, (match as RequestMatch.Found)?.Operation.Api);
        return fault == PathFault.None ? match : new RequestMatch.Ambiguous(fault);
    }

    public void Dispose() => services.Dispose();

    private async Task<RequestMatch> RouteAsync(string method, string path)
    {
        var context = new DefaultHttpContext
        {
            RequestServices = services,
            Request = { Method = method, Path = PathString.FromUriComponent(path) },
        };
        await route(context);
        switch (context.GetEndpoint())
        {
            case null:
                return new RequestMatch.NoSuchPath();
            case { } found when found.Metadata.GetMetadata<Operation>() is { } operation:
                return new RequestMatch.Found(operation);
            case { } notAllowed:
                // Routing's own endpoint, which says what is: 405 with Allow (RFC 9110 section 15.5.6).
                await notAllowed.RequestDelegate!(context);
                var allow = context.Response.Headers.Allow.ToString().Split(", ", StringSplitOptions.RemoveEmptyEntries);
                // Without methods it is the path of none: it resembles some, and a constraint does not hold.
                return allow.Length == 0 ? new RequestMatch.NoSuchPath() : new RequestMatch.NoSuchMethod([.. allow]);
        }
    }
}
