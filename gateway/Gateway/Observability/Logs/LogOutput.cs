using Gateway.Settings;
using Microsoft.Extensions.Logging.Console;

namespace Gateway.Observability.Logs;

/// <summary>What of the log is written, and how: to stdout, where whoever runs the process collects it.</summary>
internal static class LogOutput
{
    public static void AddLog(this WebApplicationBuilder builder)
    {
        builder.AddSettings<LogOptions>();
        builder.Logging.AddConsole();
        builder.Logging.AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>();
        builder.Logging.AddConsoleFormatter<TextLines, ConsoleFormatterOptions>();
        builder.Services.AddOptions<ConsoleLoggerOptions>().Configure<LogOptions, IHostEnvironment>((console, log, environment) =>
        {
            var format = log.Format ?? (environment.IsDevelopment() ? LogFormat.Text : LogFormat.Json);
            console.FormatterName = format == LogFormat.Json ? JsonLines.FormatterName : TextLines.FormatterName;
            // When nobody reads stdout, requests do not wait for it; the log says how many lines it is short of.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });

        // Per request, these write lines that cost more than forwarding does, and paths and addresses with them.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);
        // Where this is on, hosting makes a span and a scope for each request, also when nobody collects them.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // A start that fails is said in one line by the serve command.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);
        builder.Logging.AddFilter("Yarp", LogLevel.Error);
    }
}
