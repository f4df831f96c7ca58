using Gateway.Admission.Paths;
using Gateway.Problems;
using Gateway.Routes;
using Gateway.Settings;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Admission;

/// <summary>
/// May it come in? The limits of a connection and a request before anyone looks at who sent it: each keeps one client from using up what
/// all share. Out goes a request whose headers say only what their sender may say; whose they are, and from where it comes, is the word
/// of the socket, or of a proxy that the operator trusts.
/// </summary>
internal static class AdmissionStage
{
    public const string DefaultUrls = "http://127.0.0.1:8080";

    /// <param name="urls">Where clients call; null: as configured, else the default.</param>
    public static void AddAdmission(this WebApplicationBuilder builder, string? urls)
    {
        if ((urls ?? (HasAddresses(builder.Configuration) ? null : DefaultUrls)) is { } chosen)
        {
            builder.WebHost.UseUrls(chosen);
        }

        // Before Kestrel looks: a line ends in CR LF only (RFC 9112 section 2.2). There is no other way to say so, and it is for the process.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.RequestHeaderEncodingSelector = header =>
                header.Equals("Connection", StringComparison.OrdinalIgnoreCase) ? ConnectionOptions.Instance
                : header.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) ? LengthDigits.Instance
                : null;
        });
        builder.AddSettings<AdmissionOptions>();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<AdmissionOptions>((kestrel, options) => options.ApplyTo(kestrel.Limits));
        builder.Services.AddSingleton<TrustedProxies>();
        builder.Services.AddSingleton<InboundHeaders>();
    }

    public static void UseAdmission(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<TrustedProxies>();
        var inbound = app.Services.GetRequiredService<InboundHeaders>();
        app.Use((context, next) =>
        {
            RequestOrigin.MapToIPv4(context);
            ExtendedConnect.Settle(context);
            var problem = Framing.ProblemOf(context.Request)
                ?? RefusedMethods.ProblemOf(context.Request.Method)
                ?? RequestTarget.ProblemOf(TargetOf(context))
                ?? inbound.Clean(context.Request.Headers, proxies.Contain(context.Connection.RemoteIpAddress));
            if (problem is null)
            {
                return next(context);
            }

            Framing.EndConnection(context);
            return ProblemWriter.WriteAsync(context, problem);
        });
        if (!proxies.IsEmpty)
        {
            app.UseForwardedHeaders(proxies.ToForwardedHeaders());
            app.Use((context, next) =>
            {
                RequestOrigin.Settle(context);
                return next(context);
            });
        }
    }

    /// <summary>Once routing has said which operation it is: that each API may allow more is not known before.</summary>
    public static void UseOperationAdmission(this WebApplication app)
    {
        var bodySize = new BodySize(app.Services.GetRequiredService<AdmissionOptions>());
        app.Use((context, next) =>
        {
            var operation = context.OperationOrNull();
            var problem = AmbiguousPath.ProblemOf(TargetOf(context), operation?.Api) ?? bodySize.ProblemOf(context, operation);
            return problem is null ? next(context) : ProblemWriter.WriteAsync(context, problem);
        });
    }

    /// <summary>As it came: Kestrel has decoded the path, and resolved its dot segments.</summary>
    private static string TargetOf(HttpContext context) => ((IHttpRequestFeature)context.Features[typeof(IHttpRequestFeature)]!).RawTarget;

    private static bool HasAddresses(ConfigurationManager configuration) =>
        !string.IsNullOrEmpty(configuration["urls"])
        || !string.IsNullOrEmpty(configuration["http_ports"])
        || !string.IsNullOrEmpty(configuration["https_ports"])
        || configuration.GetSection("Kestrel:Endpoints").Exists();
}
