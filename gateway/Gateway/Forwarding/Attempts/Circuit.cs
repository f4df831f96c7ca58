using Gateway.Routes;
using Polly;
using Polly.CircuitBreaker;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Forwarding.Attempts;

/// <summary>
/// Leaves one destination alone for a while when too many of its requests fail, then lets one through to see (Polly's circuit breaker).
/// </summary>
internal sealed partial class Circuit
{
    /// <summary>
    /// After an attempt that has shown nothing. Were it a whole break, whoever leaves in time could keep a service that is well from everybody.
    /// </summary>
    private static readonly TimeSpan ShortBreak = TimeSpan.FromMilliseconds(500);

    private readonly CircuitBreakerStateProvider state = new();
    private readonly ResiliencePipeline<Verdict> breaker;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly string api;
    private readonly string destination;
    private long brokenUntilTicks;
    private bool hasShownNothing;

    public Circuit(CircuitBreaker rules, string api, string destination, TimeProvider clock, ILogger logger)
    {
        this.api = api;
        this.destination = destination;
        this.clock = clock;
        this.logger = logger;
        breaker = new ResiliencePipelineBuilder<Verdict> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Verdict>
            {
                FailureRatio = rules.FailureRatio,
                MinimumThroughput = rules.MinimumRequests,
                SamplingDuration = rules.Window,
                BreakDurationGenerator = _ => new ValueTask<TimeSpan>(hasShownNothing ? ShortBreak : rules.Break),
                StateProvider = state,
                ShouldHandle = attempt => new ValueTask<bool>(IsFailure(attempt.Outcome.Result)),
                OnOpened = opened => Opened(opened.BreakDuration),
                OnHalfOpened = _ => HalfOpened(),
                OnClosed = _ => Closed(),
            })
            .Build();
    }

    public CircuitState State => state.CircuitState;

    /// <summary>How long it gets no requests; null: it may get one, if only to see whether it answers again.</summary>
    public TimeSpan? Rest => state.CircuitState switch
    {
        CircuitState.Closed => null,
        CircuitState.Open when new DateTimeOffset(Volatile.Read(ref brokenUntilTicks), TimeSpan.Zero) - clock.GetUtcNow() is var rest =>
            rest > TimeSpan.Zero ? rest : null,
        // One request is under way to see.
        _ => TimeSpan.Zero,
    };

    /// <summary>It lets everything through, and has only to be told how it went.</summary>
    public bool IsClosed => state.CircuitState == CircuitState.Closed;

    /// <summary>It is to say whether this request may be the one that shows whether the service is there again.</summary>
    public async Task TryAsync(HttpContext context, RequestDelegate forward)
    {
        var trial = new Trial(context, forward);
        var execution = ResilienceContextPool.Shared.Get();
        var outcome = await breaker.ExecuteOutcomeAsync(
            static async (_, trial) => Outcome.FromResult(await trial.BeginAsync()), execution, trial);
        ResilienceContextPool.Shared.Return(execution);
        trial.IsJudged();
        if (outcome.Exception is BrokenCircuitException broken)
        {
            context.Features.Set<IForwarderErrorFeature>(new LeftAlone(broken.RetryAfter ?? TimeSpan.Zero));
        }

        await trial.EndAsync();
    }

    /// <summary>How an attempt went. One that began before it opened does not tell whether the service is there again.</summary>
    public async ValueTask TellAsync(Verdict verdict)
    {
        if (!IsClosed)
        {
            return;
        }

        var execution = ResilienceContextPool.Shared.Get();
        await breaker.ExecuteOutcomeAsync(
            static (_, verdict) => new ValueTask<Outcome<Verdict>>(Outcome.FromResult(verdict)), execution, verdict);
        ResilienceContextPool.Shared.Return(execution);
    }

    /// <summary>
    /// Polly closes the circuit after everything that is no failure; a client that leaves while its request tries whether the service is back
    /// has shown nothing. There is one such request at a time.
    /// </summary>
    private bool IsFailure(Verdict verdict)
    {
        hasShownNothing = verdict is Verdict.Undecided && state.CircuitState == CircuitState.HalfOpen;
        return verdict is Verdict.Failed || hasShownNothing;
    }

    private ValueTask Opened(TimeSpan pause)
    {
        Volatile.Write(ref brokenUntilTicks, (clock.GetUtcNow() + pause).UtcTicks);
        LogOpened(logger, api, destination, pause.TotalSeconds);
        return ValueTask.CompletedTask;
    }

    private ValueTask HalfOpened()
    {
        LogHalfOpened(logger, api, destination);
        return ValueTask.CompletedTask;
    }

    private ValueTask Closed()
    {
        LogClosed(logger, api, destination);
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(
        4101, LogLevel.Warning, "API {Api}: too many requests to its destination {Destination} fail; it gets none for {Seconds} s")]
    private static partial void LogOpened(ILogger logger, string api, string destination, double seconds);

    [LoggerMessage(4102, LogLevel.Information, "API {Api}: one request tries whether its destination {Destination} answers again")]
    private static partial void LogHalfOpened(ILogger logger, string api, string destination);

    [LoggerMessage(4103, LogLevel.Information, "API {Api}: its destination {Destination} answers again")]
    private static partial void LogClosed(ILogger logger, string api, string destination);

    /// <summary>
    /// One forwarding, which has begun to answer before it is over. The answer waits until the circuit has been told of it: who has it, and
    /// asks again at once, is not refused.
    /// </summary>
    private sealed class Trial(HttpContext context, RequestDelegate forward)
    {
        private readonly TaskCompletionSource answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource judged = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Task forwarding = Task.CompletedTask;

        public async Task<Verdict> BeginAsync()
        {
            context.Response.OnStarting(() =>
            {
                answers.TrySetResult();
                return judged.Task;
            });
            forwarding = ForwardAsync();
            return await Task.WhenAny(forwarding, answers.Task) == answers.Task ? Verdict.Answered
                : forwarding.IsCompletedSuccessfully ? Failure.VerdictOf(context)
                : Verdict.Undecided;
        }

        public void IsJudged() => judged.SetResult();

        public Task EndAsync() => forwarding;

        /// <summary>What it throws, even at once, is thrown at its end: by then the circuit has been told, and an answer that waits for that goes out.</summary>
        private async Task ForwardAsync() => await forward(context);
    }
}
