using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Perfolizer.Horology;

namespace Gateway.Benchmarks.Micro;

/// <summary>What each step of a request costs alone, in time and in memory, without a server and a network around it.</summary>
internal static class EachStep
{
    private const string Document = "docs/performance.md";

    /// <summary>In the order in which a request goes through them.</summary>
    private static readonly Type[] Steps =
    [
        typeof(GateCost),
        typeof(RoutingCost),
        typeof(TokenCost),
        typeof(DecisionCost),
        typeof(HeadersCost),
        typeof(AssertionCost),
    ];

    /// <summary>
    /// Many short iterations, since what else the machine does spoils only some of them. What the compiler has looked at in the first build need
    /// not be looked at in the second.
    /// </summary>
    private static readonly Job OfMinutes = Job.Default
        .WithEngineFactory(new WarmEngine())
        .WithWarmupCount(3)
        .WithIterationCount(20)
        .WithIterationTime(TimeInterval.FromMilliseconds(50))
        .WithEvaluateOverhead(false)
        .WithArguments([new MsBuildArgument("/p:RunAnalyzers=false")]);

    /// <param name="filters">Parts of the names of classes and methods; none: all of them are run.</param>
    public static int Run(string[] filters) => Measure(filters) is null ? 1 : 0;

    /// <summary>Runs all and puts the ratios into the document.</summary>
    public static int WriteDocs(TextWriter errors)
    {
        // Asked before minutes are spent.
        if (StepTables.MarkedIn(Document) is not { } marked)
        {
            errors.WriteLine($"{Document} is not here, or has no place for the tables: run it in the repository's root.");
            return 1;
        }

        if (Measure([]) is not { } summaries)
        {
            return 1;
        }

        File.WriteAllText(Document, marked.With(StepTables.Of(summaries)));
        return 0;
    }

    /// <summary>Null when something was not measured.</summary>
    private static List<Summary>? Measure(string[] filters)
    {
        var config = DefaultConfig.Instance
            .AddJob(OfMinutes)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .WithBuildTimeout(TimeSpan.FromMinutes(10)) // it builds the gateway again, on a machine that may be busy
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "micro"));
        var wanted = filters.Length == 0 ? ["*"] : filters.Select(filter => $"*{filter}*");
        var summaries = BenchmarkSwitcher.FromTypes(Steps).Run(["--filter", .. wanted], config).ToList();
        return summaries.Count > 0 && summaries.All(summary => summary.Reports.All(report => report.Success)) ? summaries : null;
    }
}
