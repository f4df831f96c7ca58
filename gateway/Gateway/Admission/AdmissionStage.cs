using Gateway.Problems;

namespace Gateway.Admission;

/// <summary>
/// May it come in? The limits of a connection and a request before anyone looks at who sent it: each keeps one client from using up what
/// all share.
/// </summary>
internal static class AdmissionStage
{
    public const string DefaultUrls = "http://127.0.0.1:8080";

    private const int RequestBodyBytesMax = 30 * 1024 * 1024;

    /// <param name="urls">Where clients call; null: as configured, else the default.</param>
    public static void AddAdmission(this WebApplicationBuilder builder, string? urls)
    {
        if ((urls ?? (HasAddresses(builder.Configuration) ? null : DefaultUrls)) is { } chosen)
        {
            builder.WebHost.UseUrls(chosen);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBodyBytesMax;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
    }

    public static void UseAdmission(this WebApplication app) => app.Use((context, next) =>
    {
        // On a dual-stack socket an IPv4 client shows as ::ffff:192.0.2.1, and YARP would tell the service that.
        if (context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped)
        {
            context.Connection.RemoteIpAddress = mapped.MapToIPv4();
        }

        return HeaderText.IsForwardable(context.Request.Headers)
            ? next(context)
            : ProblemWriter.WriteAsync(context, new Problem(Refusal.BadRequest) { Detail = "A header has characters that are not visible ASCII" });
    });

    private static bool HasAddresses(ConfigurationManager configuration) =>
        !string.IsNullOrEmpty(configuration["urls"])
        || !string.IsNullOrEmpty(configuration["http_ports"])
        || !string.IsNullOrEmpty(configuration["https_ports"])
        || configuration.GetSection("Kestrel:Endpoints").Exists();
}
