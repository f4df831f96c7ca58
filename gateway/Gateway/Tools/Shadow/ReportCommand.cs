using System.CommandLine;
using Gateway.Authorization.Shadow;

namespace Gateway.Tools.Shadow;

/// <summary><c>Gateway shadow report</c>: whom the candidates would refuse, as one running gateway has seen.</summary>
internal static class ReportCommand
{
    private static readonly string[] Header = ["CALLER", "WOULD BE REFUSED", "FIRST SEEN", "LAST REFUSED", "BECAUSE OF"];

    public static Command Create(Terminal terminal)
    {
        var verb = new Command(
            "report", "Show whom the candidates would refuse, as a running gateway has counted since it started. Exit code 1 when there is somebody.");
        var admin = AdminOptions.AddTo(verb);
        var format = Results.FormatOption(OutputFormat.Text, OutputFormat.Json);
        verb.Options.Add(format);
        verb.SetAction(async (line, cancellation) =>
        {
            using var client = admin.Open(line, terminal);
            return client is null ? ExitCode.CannotAnswer : await RunAsync(client, line.GetValue(format), terminal, cancellation);
        });
        return verb;
    }

    private static async Task<int> RunAsync(AdminClient admin, OutputFormat format, Terminal terminal, CancellationToken cancellation)
    {
        var answer = await admin.GetAsync<ShadowReport>("/shadow", cancellation);
        if (answer.Result is not { } report)
        {
            terminal.Error.WriteLine(answer.Why);
            return answer.ExitCode;
        }

        if (format == OutputFormat.Json)
        {
            Results.WriteJson(terminal.Out, report);
        }
        else
        {
            Write(report, terminal);
        }

        return report.Operations.Any(operation => operation.WouldRefuse > 0) ? ExitCode.No : ExitCode.Yes;
    }

    private static void Write(ShadowReport report, Terminal terminal)
    {
        if (report.Operations.IsEmpty)
        {
            terminal.Out.WriteLine($"policy {report.Policy} has no candidates");
            return;
        }

        terminal.Out.WriteLine($"policy {report.Policy}, counted since {PlainTime.Utc(report.Since)}");
        foreach (var operation in report.Operations)
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine($"{operation.Operation} ({operation.Place}), candidate until {operation.Until:yyyy-MM-dd}: {Verdict(operation, terminal)}");
            if (operation.WouldRefuse > 0)
            {
                TextTable.Write(terminal.Out, Header, operation.Callers.Where(row => row.WouldRefuse > 0).Select(Row));
            }
        }
    }

    private static string Verdict(ShadowOperation operation, Terminal terminal) => (operation.WouldAllow + operation.WouldRefuse, operation.WouldRefuse) switch
    {
        (0, _) => terminal.Yellow("no request yet"),
        (var all, 0) => terminal.Green($"none of {all} would be refused"),
        var (all, refused) => terminal.Red($"{refused} of {all} would be refused"),
    };

    private static string[] Row(ShadowCaller row) =>
    [
        row.Caller is { } caller ? $"{Shown(caller.Client)} ({caller.Kind.ToString().ToLowerInvariant()}, {caller.Issuer})" : "all others",
        $"{row.WouldRefuse} of {row.WouldAllow + row.WouldRefuse}",
        PlainTime.Utc(row.FirstSeen),
        PlainTime.Utc(row.LastRefused!.Value),
        string.Join(", ", row.Codes) + (row.Missing.IsEmpty ? "" : $" ({string.Join(' ', row.Missing)})"),
    ];

    /// <summary>It comes out of tokens: whatever it is called, it does not move the cursor.</summary>
    private static string Shown(string? client) =>
        client is null ? "no client" : string.Concat(client.Select(character => char.IsControl(character) ? '\uFFFD' : character));
}
