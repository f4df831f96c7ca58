using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Gateway.Observability.Export;

/// <summary>
/// The meters that are collected: the gateway's own, and those of what it is made of. Their tags are routes, methods, statuses and addresses
/// of services; none has a path or anything of a token.
/// </summary>
internal static class ExportedMeters
{
    private static readonly string[] Names =
    [
        GatewayMetrics.MeterName,
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Net.Http",
        "System.Net.NameResolution",
        "System.Runtime",
    ];

    /// <param name="gateway">
    /// Of the public listener: what the admin listener is asked is no client's request. Meters of nobody's are the process's.
    /// </param>
    public static MeterProviderBuilder AddMetersOf(this MeterProviderBuilder builder, IMeterFactory gateway) => builder
        .AddMeter(Names)
        .AddView(instrument => instrument.Meter.Scope is null || instrument.Meter.Scope == gateway ? null : MetricStreamConfiguration.Drop);
}
