using System.CommandLine;

namespace Gateway.Tools.AuditLog;

/// <summary><c>Gateway audit-log</c>: what a gateway has written down about who changed what.</summary>
internal static class AuditLogCommand
{
    public static Command Create(Terminal terminal) => new("audit-log", "The audit log of a gateway: whether it is as it was written.")
    {
        VerifyCommand.Create(terminal),
    };
}
