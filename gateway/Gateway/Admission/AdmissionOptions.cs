using System.ComponentModel;
using Gateway.Settings;

namespace Gateway.Admission;

/// <summary>What may come in.</summary>
[Section("Gateway:Admission")]
internal sealed class AdmissionOptions
{
    [Description("The addresses and networks of the [proxies in front](#behind-a-load-balancer).")]
    [DefaultValue("none")]
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    [Description("Whether [headers with `_` in their name](#headers-that-do-not-pass) pass.")]
    public bool KeepUnderscoreHeaders { get; init; }
}
