using System.Text.Json.Serialization;
using Gateway.Downstream;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Services;

/// <summary>
/// One service behind the gateway: what it is called, where it listens, what it answers. All that the eight have in common is in
/// <see cref="Build"/>; all that one does is in its own file.
/// </summary>
internal sealed record SampleService(string Name, string Title, int DefaultPort, Action<IEndpointRouteBuilder, TimeProvider> Map)
{
    private static readonly TimeSpan ShutdownMax = TimeSpan.FromMilliseconds(500);

    public static IReadOnlyList<SampleService> All { get; } =
    [
        new("timesheets", "Timesheets", 5101, TimesheetsService.Map),
        new("calendar", "Organizer: calendar", 5102, CalendarService.Map),
        new("contacts", "Organizer: contacts", 5103, ContactsService.Map),
        new("tasks", "Organizer: tasks", 5104, TasksService.Map),
        new("maps", "World Mappers", 5105, MapsService.Map) { Apis = ["geocoding", "routes"] },
        new("accounts", "Bank accounts", 5106, AccountsService.Map),
        new("events", "Events", 5107, EventsService.Map),
        new("imaging", "Medical imaging", 5108, ImagingService.Map),
    ];

    /// <summary>Its APIs in the routes file, which are not always one: the gateway's word is for one of them.</summary>
    public IReadOnlyList<string> Apis { get; init; } = [Name];

    public string DefaultUrl => $"http://127.0.0.1:{DefaultPort}";

    public string UrlVariable => $"{Name.ToUpperInvariant()}_URL";

    public static SampleService Named(string name) => All.Single(service => service.Name == name);

    /// <summary>The service, ready to start on <paramref name="url"/>, with its seeded data.</summary>
    /// <param name="gateway">Whom it believes about its callers.</param>
    /// <param name="configure">What a test has other services for.</param>
    public WebApplication Build(string url, Uri gateway, TimeProvider clock, Action<IServiceCollection>? configure = null)
    {
        // Empty: no appsettings.json of the folder it is started in and no ASPNETCORE_URLS may move a service off its address.
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = typeof(SampleService).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None) // A port that is taken is said once, by ServiceHost.
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);

        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownMax);
        builder.Services.AddSingleton(clock);
        builder.Services.AddRouting();
        builder.Services.AddGatewayIdentity(identity =>
        {
            identity.Gateway = gateway;
            foreach (var api in Apis)
            {
                identity.Audiences.Add(api);
            }
        });
        builder.Services.AddProblemDetails();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        builder.Services.AddOpenApi(openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = Title;
            return Task.CompletedTask;
        }));

        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.Urls.Add(url);
        app.UseExceptionHandler();
        app.UseStatusCodePages();

        app.MapOpenApi().AllowAnonymous();
        app.MapGet("/healthz", () => TypedResults.Ok()).AllowAnonymous().ExcludeFromDescription();
        var operations = app.MapGroup("").WithTags(Name);
        ((IEndpointConventionBuilder)operations).Finally(DescribeRefusals);
        Map(operations, clock);
        return app;
    }

    /// <summary>
    /// How Gateway.Downstream answers whom it does not let through; a 403 also says that an operation is not for this caller.
    /// </summary>
    private static void DescribeRefusals(EndpointBuilder operation)
    {
        if (operation.Metadata.OfType<IAllowAnonymous>().Any())
        {
            return;
        }

        foreach (var status in new[] { 401, 403, 503 })
        {
            operation.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
        }
    }
}
