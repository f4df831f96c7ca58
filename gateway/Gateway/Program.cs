using Gateway.Admission;
using Gateway.Authentication;
using Gateway.Authentication.Keys;
using Gateway.Authentication.Revocation;
using Gateway.Authorization;
using Gateway.Authorization.Shadow;
using Gateway.Claims;
using Gateway.Claims.Assertion;
using Gateway.CrossOrigin;
using Gateway.Documents;
using Gateway.Forwarding;
using Gateway.Forwarding.Attempts;
using Gateway.Forwarding.Draining;
using Gateway.Limits;
using Gateway.Observability;
using Gateway.Observability.Decisions;
using Gateway.Observability.Prometheus;
using Gateway.Overload;
using Gateway.Problems;
using Gateway.Routes;
using Gateway.Settings;
using Gateway.Tools;
using Gateway.Tools.Explain;

namespace Gateway;

internal static class Program
{
    public static Task<int> Main(string[] args) => CommandLine.RunAsync(args, Terminal.OfProcess());

    /// <summary>
    /// The system. A request goes down the second list once, from the top; what ops wrote was read and checked before a port opens.
    /// </summary>
    /// <param name="source">Where the table was read, to be looked at again; null: it stays what it is.</param>
    /// <param name="adjust">For tests: the clock, the log.</param>
    internal static WebApplication Build(
        ServeOptions options, RouteTable table, RoutesSource? source = null, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = options.Environment,
            // Settings are read once: what may change while it runs is the policy, which is followed by its content.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Services.AddSingleton(TimeProvider.System);

        builder.AddRoutes(table, source);
        builder.AddObservability(options.Admin, map: (admin, gateway) =>
        {
            admin.MapHealth(gateway);
            admin.MapMetrics(gateway);
            admin.MapConfig(gateway);
            admin.MapIssuers(gateway);
            admin.MapRevocations(gateway);
            admin.MapDecisions(gateway);
            admin.MapShadow(gateway);
            admin.MapExplain(gateway);
            admin.MapAssertionKeys(gateway);
            admin.MapServices(gateway);
        });
        builder.AddProblems();
        builder.AddAdmission(options.Urls);
        builder.AddCrossOrigin();
        builder.AddLimits();
        builder.AddOverloadProtection();
        builder.AddTokenAuthentication();
        builder.AddScopeAuthorization();
        builder.AddForwardedClaims();
        builder.AddForwarding();
        builder.AddDocuments();
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.CheckSettings();
        app.UseRequestIds();             // what is it called?
        app.UseTelemetry();              // what happened?
        app.UseDecisionLog();            // what is written down?
        app.UseProblems();               // how we say no
        app.UseAdmission();              // may it come in?
        app.UseDraining();               // is it about to stop?
        app.UseRouting();                // which operation is it?
        app.UseOperationAdmission();     // may it come in there?
        app.UseCrossOrigin();            // may a page of another origin call?
        app.UseLifecycle();              // how long will there be this?
        app.UseAddressLimits();          // too often from there?
        app.UseOverloadProtection();     // is there room?
        app.UseTokenAuthentication();    // who is it?
        app.UseScopeAuthorization();     // may they?
        app.UseCallerLimits();           // too often?
        app.MapDocuments();              // what is there to call?
        app.MapWhoAmI(app.Services);
        app.MapAssertionKeys(app.Services);
        app.MapOperations()              // what is the service told, and how there?
            .AllowCrossOrigin()
            .OnlyIfAllowed();
        app.MakeEndpoints();
        return app;
    }
}
