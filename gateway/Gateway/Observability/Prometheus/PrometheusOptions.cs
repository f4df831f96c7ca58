using System.ComponentModel;
using Gateway.Settings;

namespace Gateway.Observability.Prometheus;

/// <summary>Metrics for who comes and asks for them.</summary>
[Section("Gateway:Prometheus")]
internal sealed class PrometheusOptions
{
    [Description("Whether the admin listener has the [metrics](#prometheus) at `/metrics`.")]
    public bool Enabled { get; init; }
}
