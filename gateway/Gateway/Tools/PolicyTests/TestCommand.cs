using System.CommandLine;
using System.Globalization;
using Gateway.Routes;

namespace Gateway.Tools.PolicyTests;

/// <summary><c>Gateway test [FILES]</c>: whether a policy does what its tests say, by the evaluator that decides about requests.</summary>
internal sealed class TestCommand
{
    private readonly Argument<string[]> files = new("FILES")
    {
        Description = $"The files of tests. Default: {PolicyTestFile.DefaultName} beside the routes file.",
    };

    private readonly Option<int> minCoverage = new("--min-coverage")
    {
        Description = "Exit code 1 if fewer of the operations, in percent, are covered: allowed by one test and refused by another.",
        HelpName = "PERCENT",
    };

    private readonly Option<string?> run = new("--run")
    {
        Description = "Run only the tests whose name, like \"alice GET /notes\" or \"Reach of alice\", contains this.",
        HelpName = "SUBSTRING",
    };

    private readonly Option<string?> junit = new("--junit")
    {
        Description = "Write the result as JUnit XML as well, to this file.",
        HelpName = "FILE",
    };

    public static Command Create(Terminal terminal)
    {
        var verb = new Command("test", "Run the tests of a policy. Exit code 1 when one fails.");
        var test = new TestCommand();
        verb.Arguments.Add(test.files);
        verb.Options.Add(test.minCoverage);
        verb.Options.Add(test.run);
        verb.Options.Add(test.junit);
        test.minCoverage.Validators.Add(percent =>
        {
            // What is no number at all is said by the parser.
            if (percent.Tokens is [var text]
                && int.TryParse(text.Value, CultureInfo.InvariantCulture, out var number) && number is < 0 or > 100)
            {
                percent.AddError("--min-coverage is a number from 0 to 100.");
            }
        });
        verb.Validators.Add(line =>
        {
            if (line.GetResult(test.run) is not null && line.GetResult(test.minCoverage) is not null)
            {
                line.AddError("--min-coverage is about all tests, and --run leaves some out; use one of them.");
            }
        });
        var options = PolicyOptions.AddTo(verb);
        verb.SetAction((line, _) => test.RunAsync(line, options, terminal));
        return verb;
    }

    private async Task<int> RunAsync(ParseResult line, PolicyOptions options, Terminal terminal)
    {
        if (options.File(line, terminal) is not { } routes
            || PolicyOptions.Read(routes, options.Environment(line), terminal) is not { } table
            || Read(FilesOr(PolicyTestFile.Beside(routes), line), table, terminal) is not { } tests)
        {
            return ExitCode.CannotAnswer;
        }

        var substring = line.GetValue(run);
        var result = await PolicyTestRun.OfAsync(
            table, tests, name => name.Contains(substring ?? "", StringComparison.OrdinalIgnoreCase), TimeProvider.System.GetUtcNow());
        if (result.Tests.IsEmpty && result.Reaches.IsEmpty)
        {
            // Nothing that could fail is no success.
            await terminal.Error.WriteLineAsync(substring is null ? "There are no tests." : $"No test's name contains \"{substring}\".");
            return ExitCode.CannotAnswer;
        }

        if (line.GetValue(junit) is { } path && !TryWrite(path, result, terminal))
        {
            return ExitCode.CannotAnswer;
        }

        var coverage = substring is null ? Coverage.Of(table, result) : null;
        var asked = line.GetValue(minCoverage);
        if (options.Format(line) == OutputFormat.Json)
        {
            Results.WriteJson(terminal.Out, JsonReport.Of(result, coverage, asked));
        }
        else
        {
            new TextReport(terminal).Write(result, coverage, asked);
        }

        return result.Passed && !(coverage?.Percent < asked) ? ExitCode.Yes : ExitCode.No;
    }

    private string[] FilesOr(string byDefault, ParseResult line) => line.GetValue(files) is { Length: > 0 } named ? named : [byDefault];

    /// <summary>Null, and every mistake of every file said, when one of them has any.</summary>
    private static List<PolicyTestFile>? Read(IEnumerable<string> files, RouteTable table, Terminal terminal)
    {
        var read = files.Select(file => PolicyTestFileReader.Read(file, table)).ToList();
        foreach (var mistake in read.SelectMany(file => file.Mistakes))
        {
            terminal.Error.WriteLine(mistake);
        }

        return read.TrueForAll(file => file.File is not null) ? read.ConvertAll(file => file.File!) : null;
    }

    private static bool TryWrite(string junit, PolicyTestRun result, Terminal terminal)
    {
        try
        {
            JUnitReport.Write(junit, result);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"{junit} cannot be written: {problem.Message}");
            return false;
        }
    }
}
