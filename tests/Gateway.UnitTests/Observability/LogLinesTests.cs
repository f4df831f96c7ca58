using System.Diagnostics;
using System.Text.Json;
using Gateway.Observability.Logs;
using Gateway.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gateway.UnitTests.Observability;

public sealed class LogLinesTests
{
    private const string Hostile = "a\nforged: line\r\u001b[2J\u0007\u2028\u0085\"";

    [Fact]
    public void A_record_is_one_line_of_JSON_with_its_fields_and_its_trace()
    {
        using var span = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        var line = Write(new JsonLines(new SettableClock()), "hello", count: 3, new InvalidOperationException("broken"));

        var record = JsonElement.Parse(line);
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
        Assert.Equal("2030-01-01T12:00:00.000Z", record.GetProperty("time").GetString());
        Assert.Equal(("warning", "Gateway.Test", 17), (Text(record, "level"), Text(record, "category"), record.GetProperty("event").GetInt32()));
        Assert.Equal("Found hello, 3 times", Text(record, "message"));
        Assert.Equal((span.TraceId.ToHexString(), span.SpanId.ToHexString()), (Text(record, "trace_id"), Text(record, "span_id")));
        Assert.Equal("""{"what_it_is":"hello","count":3}""", record.GetProperty("fields").GetRawText());
        Assert.StartsWith("System.InvalidOperationException: broken", Text(record, "exception"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_value_has_in_it_stays_in_it()
    {
        var line = Write(new JsonLines(new SettableClock()), Hostile, count: 1);
        Assert.DoesNotContain(line[..^1], character => character is < ' ' or > '~');
        Assert.Equal(Hostile, JsonElement.Parse(line).GetProperty("fields").GetProperty("what_it_is").GetString());
    }

    [Fact]
    public void For_people_it_is_one_line_too_and_speaks_to_no_terminal()
    {
        var line = Write(new TextLines(new SettableClock()), Hostile, count: 1, new InvalidOperationException("one\ntwo"));
        Assert.StartsWith(
            "2030-01-01T12:00:00.000Z warning: Gateway.Test[17] Found a forged: line \\u001b[2J\\u0007  \", 1 times System.Inv",
            line,
            StringComparison.Ordinal);
        Assert.DoesNotContain(line[..^1], char.IsControl);
    }

    private static string Text(JsonElement record, string name) => record.GetProperty(name).GetString()!;

    private static string Write(ConsoleFormatter formatter, string text, int count, Exception? exception = null)
    {
        using var to = new StringWriter();
        KeyValuePair<string, object?>[] state =
            [new("WhatItIs", text), new("Count", count), new("{OriginalFormat}", "Found {WhatItIs}, {Count} times")];
        formatter.Write(
            new LogEntry<KeyValuePair<string, object?>[]>(
                LogLevel.Warning, "Gateway.Test", new EventId(17), state, exception, (_, _) => $"Found {text}, {count} times"),
            null,
            to);
        return to.ToString();
    }
}
