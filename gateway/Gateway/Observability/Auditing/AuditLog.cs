using System.Text.Json.Nodes;

namespace Gateway.Observability.Auditing;

/// <summary>
/// Who changed what: the policies that came into force or were refused, and what was done on the admin listener. In a file where each line
/// proves the one before it (<see cref="AuditChain"/>), so that it cannot be changed unnoticed; without a file, nowhere.
/// </summary>
internal sealed partial class AuditLog : IDisposable
{
    private readonly Lock writing = new();
    private readonly AuditFile? file;
    private readonly TimeProvider clock;
    private readonly ILogger<AuditLog> logger;
    private bool failing;

    public AuditLog(AuditLogOptions options, TimeProvider clock, ILogger<AuditLog> logger)
    {
        this.clock = clock;
        this.logger = logger;
        if (!string.IsNullOrEmpty(options.File))
        {
            file = new AuditFile(options.File);
            if (file.TornBytes > 0)
            {
                Add("torn_line_removed", new JsonObject { ["bytes"] = file.TornBytes });
            }
        }
    }

    /// <param name="details">The further members of the line. Never a token, a subject, or what else is nobody's business.</param>
    public void Add(string what, JsonObject? details = null)
    {
        if (file is null)
        {
            return;
        }

        var record = new JsonObject { ["at"] = clock.GetUtcNow().UtcDateTime.ToString("O"), ["event"] = what };
        foreach (var (name, value) in details ?? [])
        {
            record[name] = value?.DeepClone();
        }

        lock (writing)
        {
            try
            {
                file.Add(record.ToJsonString());
                failing = false;
            }
            catch (IOException failure)
            {
                // What happened has happened: it stands in the log at least.
                LogFailed(failing ? null : failure, what);
                failing = true;
            }
        }
    }

    /// <summary>Done on the admin listener, by whoever has the admin token: there is one, so what is known of them is from where.</summary>
    public void AddAdmin(HttpContext context, string what, JsonObject? details = null)
    {
        details ??= [];
        details["by"] = "admin token";
        details["from"] = context.Connection.RemoteIpAddress?.ToString();
        Add(what, details);
    }

    public void Dispose() => file?.Dispose();

    private void LogFailed(IOException? failure, string what) => LogFailed(logger, failure, what);

    [LoggerMessage(6121, LogLevel.Error, "The audit log cannot be written, {Event} is not in it")]
    private static partial void LogFailed(ILogger logger, Exception? failure, string @event);
}
