using System.ComponentModel;
using Gateway.Settings;

namespace Gateway.Observability.Auditing;

/// <summary>What is written down about who changed what.</summary>
[Section("Gateway:AuditLog")]
internal sealed class AuditLogOptions
{
    [Description("The file that holds the [audit log](#audit-log); it is continued.")]
    [DefaultValue("it is not written")]
    public string? File { get; init; }
}
