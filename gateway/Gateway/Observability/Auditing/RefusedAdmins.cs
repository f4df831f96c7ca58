using System.Text.Json.Nodes;

namespace Gateway.Observability.Auditing;

/// <summary>
/// Puts those who asked the admin listener without the token, or with another, into the audit log: one line a second at most, with how often it
/// was, so that who tries tokens cannot fill the disk.
/// </summary>
internal sealed class RefusedAdmins(AuditLog audit, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock counting = new();
    private long? lastLine;
    private int times;

    public void Add(HttpContext context)
    {
        lock (counting)
        {
            times++;
            if (lastLine is { } before && clock.GetElapsedTime(before) < Interval)
            {
                return;
            }

            audit.Add("admin_refused", new JsonObject { ["from"] = context.Connection.RemoteIpAddress?.ToString(), ["times"] = times });
            lastLine = clock.GetTimestamp();
            times = 0;
        }
    }
}
