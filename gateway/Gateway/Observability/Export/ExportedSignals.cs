namespace Gateway.Observability.Export;

/// <summary>
/// What is sent to an OpenTelemetry collector, by the standard variables: a signal that has an endpoint (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> for
/// all, <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c> and its kin for one) and no exporter named <c>none</c>. Without an endpoint nothing is, while
/// the specification would try localhost: a gateway sends nothing anywhere that nobody has told it to.
/// </summary>
internal sealed record ExportedSignals(bool Traces, bool Metrics, bool Logs)
{
    public bool Any => Traces || Metrics || Logs;

    public static ExportedSignals Of(IConfiguration configuration)
    {
        return bool.TryParse(configuration["OTEL_SDK_DISABLED"], out var disabled) && disabled
            ? new ExportedSignals(false, false, false)
            : new ExportedSignals(Has("TRACES"), Has("METRICS"), Has("LOGS"));

        bool Has(string signal) =>
            configuration[$"OTEL_{signal}_EXPORTER"] != "none"
            && !(string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])
                && string.IsNullOrEmpty(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]));
    }
}
