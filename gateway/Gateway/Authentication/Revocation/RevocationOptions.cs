using System.ComponentModel;
using Gateway.Settings;

namespace Gateway.Authentication.Revocation;

[Section("Gateway:Revocation")]
internal sealed class RevocationOptions
{
    [Description("The file that lists [revocations](#revocation).")]
    [DefaultValue("none")]
    public string? File { get; init; }
}
