using System.Collections.Immutable;
using System.CommandLine;
using Gateway.Documents.OpenApi;
using Gateway.Documents.OpenApi.Fetching;
using Gateway.Routes;

namespace Gateway.Tools.Audit;

/// <summary><c>Gateway audit [FILE]</c>: what a routes file may say and a reviewer should know of.</summary>
internal static class AuditCommand
{
    public static Command Create(Terminal terminal)
    {
        var verb = new Command(
            "audit", "List what a routes file may say and is yet risky, with what to do about it. Exit code 1 when something severe is not ignored.");
        var file = new Argument<string?>("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "The same as --routes FILE." };
        var failOn = new Option<Severity?>("--fail-on")
        {
            Description = "The least severity that makes the exit code 1: critical, high, medium or low. Default: high.",
            HelpName = "SEVERITY",
        };
        var ignore = new Option<string?>("--ignore")
        {
            Description = $"The file with the findings that are accepted. Default: {IgnoreFile.Name} beside the routes file, if there is one.",
            HelpName = "FILE",
        };
        failOn.AcceptOnlyFromAmong("critical", "high", "medium", "low");
        verb.Arguments.Add(file);
        var options = PolicyOptions.AddTo(verb, OutputFormat.Text, OutputFormat.Json, OutputFormat.Sarif);
        verb.Options.Add(failOn);
        verb.Options.Add(ignore);
        var online = new Option<bool>("--online")
        {
            Description = "Ask the services for their OpenAPI documents and compare. Exit code 3 when one cannot be had.",
        };
        verb.Options.Add(online);
        verb.SetAction(async (line, stopping) =>
        {
            if ((line.GetValue(file) ?? options.File(line, terminal)) is not { } path
                || PolicyOptions.Read(path, options.Environment(line), terminal) is not { } table
                || ReadIgnored(path, line.GetValue(ignore), terminal) is not { } ignored)
            {
                return ExitCode.CannotAnswer;
            }

            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            var (documents, unread) = await DocumentsOf(table, line.GetValue(online), stopping);
            foreach (var one in unread)
            {
                terminal.Error.WriteLine($"{one.Place} the document of {one.Whose} cannot be had: {one.Problem}");
            }

            var policy = new AuditedPolicy(table, options.Environment(line).Development, today) { Documents = documents };
            var findings = PolicyAudit.Run(policy, ignored);
            var report = new AuditReport(findings, line.GetValue(failOn) ?? Severity.High);
            report.Say(options.Format(line), terminal);
            return !unread.IsEmpty ? ExitCode.Unreachable : report.Failing > 0 ? ExitCode.No : ExitCode.Yes;
        });
        return verb;
    }

    /// <summary>Those that the policy names as files; and those of the services, when they may be asked.</summary>
    private static async Task<(IReadOnlyDictionary<string, ServiceDocument> Documents, ImmutableArray<Unread> Unread)> DocumentsOf(
        RouteTable table, bool online, CancellationToken stopping)
    {
        using var fetch = new DocumentFetch(TimeProvider.System);
        var (known, unread) = await new DocumentSources(fetch).ReadAsync(table with { Issuers = [] }, online, KnownDocuments.None, stopping);
        return (known.ServicesOf(table), unread);
    }

    /// <summary>Null, and every mistake said, when the file cannot be used: what it was to ignore would fail for no reason, or not fail.</summary>
    private static ImmutableArray<IgnoreEntry>? ReadIgnored(string routes, string? named, Terminal terminal)
    {
        var path = named ?? IgnoreFile.Beside(routes);
        if (named is null && !File.Exists(path))
        {
            return [];
        }

        var mistakes = new MistakeList(path);
        var entries = IgnoreFile.Read(path, mistakes);
        foreach (var mistake in mistakes.InOrder())
        {
            terminal.Error.WriteLine(mistake);
        }

        return mistakes.IsEmpty ? entries : null;
    }
}
