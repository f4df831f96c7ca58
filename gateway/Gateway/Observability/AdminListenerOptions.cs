using System.ComponentModel;
using Gateway.Settings;

namespace Gateway.Observability;

/// <summary>Where the admin listener is, the command line says.</summary>
[Section("Gateway:Admin")]
internal sealed class AdminListenerOptions
{
    [Description("The file that holds the [admin token](#the-admin-listener-and-its-token).")]
    [DefaultValue("made at each start")]
    public string? TokenFile { get; init; }
}
