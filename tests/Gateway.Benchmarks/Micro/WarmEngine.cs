using System.Diagnostics;
using System.Runtime;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using Perfolizer.Horology;

namespace Gateway.Benchmarks.Micro;

/// <summary>
/// Measures when the compiler is done with what is measured, and by processor time. A gateway has just been started: its second, better
/// code comes only after seconds, which is long after a warm-up of so many rounds. And on a machine that does other things too, the clock on
/// the wall tells more about those.
/// </summary>
public sealed class WarmEngine : IEngineFactory, IClock
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(6);

    public string Title => "processor time";

    public bool IsAvailable => true;

    public Frequency Frequency { get; } = new(TimeSpan.TicksPerSecond);

    public long GetTimestamp() => Environment.CpuUsage.TotalTime.Ticks;

    public IEngine CreateReadyToRun(EngineParameters engineParameters)
    {
        // Here, because the process that measures is given its job as source text, and a clock is none.
        engineParameters.TargetJob = engineParameters.TargetJob.WithClock(this);
        var engine = new EngineFactory().CreateReadyToRun(engineParameters);
        var start = Stopwatch.GetTimestamp();
        while (IsCompilingDuring(engine.WorkloadAction) && Stopwatch.GetElapsedTime(start) < PatienceMax)
        {
        }

        return engine;
    }

    private static bool IsCompilingDuring(Action<long> step)
    {
        var compiled = JitInfo.GetCompiledMethodCount();
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Quiet)
        {
            step(1);
        }

        return JitInfo.GetCompiledMethodCount() != compiled;
    }
}
