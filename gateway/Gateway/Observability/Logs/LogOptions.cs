using System.ComponentModel;
using Gateway.Settings;

namespace Gateway.Observability.Logs;

/// <summary>How the log is written.</summary>
[Section("Gateway:Log")]
internal sealed class LogOptions
{
    [Description("The form of the [log](#the-log) on stdout.")]
    [DefaultValue("in Development `Text`, else `Json`")]
    public LogFormat? Format { get; init; }
}

internal enum LogFormat
{
    /// <summary>For people: <see cref="TextLines"/>.</summary>
    Text,

    /// <summary>For programs: <see cref="JsonLines"/>.</summary>
    Json,
}
