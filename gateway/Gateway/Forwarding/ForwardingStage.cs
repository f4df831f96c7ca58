using Gateway.Forwarding.Attempts;
using Gateway.Forwarding.Draining;
using Gateway.Forwarding.Streams;
using Gateway.Forwarding.Tls;
using Gateway.Problems;
using Gateway.Routes;
using Gateway.Settings;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Forwarding;

/// <summary>
/// How there? In comes a request that may pass, out goes the same request to its service, by YARP. A failure on the way leaves as a problem
/// document; an answer of the service, whatever it is, is the answer.
/// </summary>
internal static class ForwardingStage
{
    public static void AddForwarding(this WebApplicationBuilder builder)
    {
        builder.AddSettings<ForwardingOptions>();
        builder.Services.AddSingleton<ServiceCredentials>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ServiceCredentials>());
        builder.Services.AddHealthChecks().AddCheck<ServiceCredentials>("service certificates");
        builder.Services.AddSingleton<IForwarderHttpClientFactory, ServiceClients>();
        builder.Services.AddReverseProxy();
        WithoutKeysAtStart(builder.Services);
        builder.Services.AddSingleton<WhyUnanswered>(provider =>
        {
            var logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger(builder.Environment.ApplicationName);
            return context => ForwardingFailure.ProblemOf(context, logger);
        });
        builder.Services.AddSingleton<ServiceStates>();
        builder.Services.AddSingleton<AttemptsStep>();
        // Before all others: what signs the request has to know where it goes.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<ITransformProvider, PathSpelling>());
        builder.Services.AddSingleton<Pseudonym>();
        builder.Services.AddSingleton<ITransformProvider, ViaTransform>();
        builder.Services.AddSingleton<ITransformProvider, NominatedByService>();
        builder.Services.AddSingleton<ITransformProvider, RequestIdTransform>();
        // The last: an answer that it begins has its headers.
        builder.Services.AddSingleton<ITransformProvider, StreamedAnswers>();
        builder.Services.AddSingleton<WebSocketEnds>();
        builder.Services.AddRequestTimeouts();

        builder.AddSettings<DrainOptions>();
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        builder.Services.AddHealthChecks().AddCheck<Drain>("accepting requests");
        builder.Services.AddOptions<HostOptions>().Configure<DrainOptions, IHostEnvironment>(
            (host, drain, environment) => host.ShutdownTimeout = drain.ProcessLimitIn(environment));
    }

    /// <summary>One endpoint for each operation, with the operation in its metadata.</summary>
    public static IEndpointConventionBuilder MapOperations(this WebApplication app)
    {
        app.UseWhen(context => context.OperationOrNull() is { Timeout: not null }, timed => timed.UseRequestTimeouts());
        // Before YARP: what is said of a file that is missing is said as it is.
        app.Services.GetRequiredService<ServiceCredentials>();
        var operations = app.Services.GetRequiredService<RouteTableProvider>();
        var attempts = app.Services.GetRequiredService<AttemptsStep>();
        var webSockets = app.Services.GetRequiredService<WebSocketEnds>();
        return app.MapReverseProxy(proxy =>
        {
            proxy.UseWhen(WebSocketHandshake.Is, opening => opening.Use(webSockets.ForwardAsync));
            proxy.UseSessionAffinity();
            proxy.Use(attempts.ForwardAsync);
            proxy.UseLoadBalancing();
            proxy.Use(attempts.AskCircuitAsync);
            proxy.UsePassiveHealth();
        }).ConfigureEndpoints((endpoint, route) => endpoint.Add(builder =>
        {
            if (operations.Find(route.RouteId) is { } operation)
            {
                builder.DisplayName = operation.Id;
                builder.Metadata.Add(operation);
            }
        }));
    }

    /// <summary>
    /// The trap: YARP makes its first endpoints when the first request asks for them. Were the policy changing just then, it would make them of the
    /// routes of both and name the operations of one; nothing right would be answered until the next change. So they are made before either can come.
    /// </summary>
    public static void MakeEndpoints(this WebApplication app)
    {
        foreach (var source in ((IEndpointRouteBuilder)app).DataSources)
        {
            _ = source.Endpoints;
        }
    }

    /// <summary>
    /// YARP brings the keys of ASP.NET Core's data protection for a session cookie that is encrypted (<c>Cookie</c>). They are made when one is
    /// needed; not, and written to the home directory, by every gateway that starts.
    /// </summary>
    private static void WithoutKeysAtStart(IServiceCollection services)
    {
        if (services.FirstOrDefault(service => service.ImplementationType?.Name == "DataProtectionHostedService") is { } maker)
        {
            services.Remove(maker);
        }
    }
}
