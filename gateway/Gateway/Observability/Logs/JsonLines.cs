using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gateway.Observability.Logs;

/// <summary>
/// A record of the log as one line of JSON. .NET's own formatter has the trace only in its scopes, and in those the path as well. Everything
/// but plain ASCII is written as <c>\u</c> and four digits, so nothing in a value can end the line or speak to a terminal.
/// </summary>
internal sealed class JsonLines(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    /// <summary>.NET's own is called <c>json</c>.</summary>
    public const string FormatterName = "gateway-json";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteString("level", LevelName.Of(logEntry.LogLevel));
            json.WriteString("category", logEntry.Category);
            json.WriteNumber("event", logEntry.EventId.Id);
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            if (Activity.Current is { } span)
            {
                json.WriteString("trace_id", span.TraceId.ToHexString());
                json.WriteString("span_id", span.SpanId.ToHexString());
            }

            WriteFields(json, logEntry.State);
            if (logEntry.Exception is { } exception)
            {
                json.WriteString("exception", exception.ToString());
            }

            json.WriteEndObject();
        }

        textWriter.Write(Encoding.UTF8.GetString(line.WrittenSpan));
        textWriter.Write('\n');
    }

    /// <summary>The values in the message, by their names.</summary>
    private static void WriteFields<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> { Count: > 1 } fields)
        {
            return;
        }

        json.WriteStartObject("fields");
        foreach (var (name, value) in fields)
        {
            // The template that the message was made of.
            if (name == "{OriginalFormat}")
            {
                continue;
            }

            json.WritePropertyName(JsonNamingPolicy.SnakeCaseLower.ConvertName(name));
            if (value is int or long)
            {
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
            }
            else
            {
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
            }
        }

        json.WriteEndObject();
    }
}
