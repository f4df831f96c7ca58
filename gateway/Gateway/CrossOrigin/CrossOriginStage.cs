using Gateway.Routes;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Net.Http.Headers;

namespace Gateway.CrossOrigin;

/// <summary>
/// May a page of another origin call, and read the answer? In comes a request with its matched operation, before any token is looked at. A
/// preflight is answered here and goes no further; any other request goes on, whoever's page sent it: what it may do is the token's matter,
/// and an answer that the page may not read is the browser's. Without <c>Cors</c> in the file nothing happens here.
/// </summary>
internal static class CrossOriginStage
{
    private const string Prefix = "Access-Control-";

    public static void AddCrossOrigin(this WebApplicationBuilder builder)
    {
        builder.Services.AddCors();
        builder.Services.AddSingleton<RequestPolicies>();
        builder.Services.AddSingleton<ICorsPolicyProvider>(services => services.GetRequiredService<RequestPolicies>());
    }

    /// <summary>What is written when an answer starts is written last registered, first; so the order here is the other way round.</summary>
    public static void UseCrossOrigin(this WebApplication app)
    {
        var policies = app.Services.GetRequiredService<RequestPolicies>();
        app.UseWhen(context => policies.CorsOf(context) is not null, branch =>
        {
            // 3. Whoever keeps the answer keeps it for this origin only: also one that was given to nobody's page (Fetch standard section 3.2.5).
            branch.Use((context, next) =>
            {
                if (policies.CorsOf(context) is { IsForEveryOrigin: false })
                {
                    context.Response.OnStarting(AddVaryAsync, context);
                }

                return next(context);
            });

            // 2. The gateway's word.
            branch.UseCors();

            // 1. A service has nothing to say about it any more.
            branch.Use((context, next) =>
            {
                context.Response.OnStarting(RemoveServicesAsync, context);
                return next(context);
            });
        });
    }

    /// <summary>Gives each forwarding endpoint the policy of its API, and with it the preflights for its methods.</summary>
    public static IEndpointConventionBuilder AllowCrossOrigin(this IEndpointConventionBuilder operations)
    {
        operations.Add(endpoint =>
        {
            if (endpoint.Metadata.OfType<Operation>().SingleOrDefault() is { Api.Cors: { } cors } operation)
            {
                endpoint.Metadata.Add(new CorsPolicyMetadata(BrowserPolicy.Of(cors, operation.Methods)));
                endpoint.Metadata.Add(new HttpMethodMetadata(operation.Methods, acceptCorsPreflight: true));
            }
        });
        return operations;
    }

    private static Task AddVaryAsync(object state)
    {
        var headers = ((HttpContext)state).Response.Headers;
        if (!headers.GetCommaSeparatedValues(HeaderNames.Vary).Any(name => name is "*" || name.Equals(HeaderNames.Origin, StringComparison.OrdinalIgnoreCase)))
        {
            headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        }

        return Task.CompletedTask;
    }

    private static Task RemoveServicesAsync(object state)
    {
        var headers = ((HttpContext)state).Response.Headers;
        foreach (var name in headers.Keys.Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            headers.Remove(name);
        }

        return Task.CompletedTask;
    }
}
