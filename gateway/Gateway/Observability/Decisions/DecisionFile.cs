namespace Gateway.Observability.Decisions;

/// <summary>
/// The decision log outside the process: a line of JSON for each refusal, and for some of the allowed requests, in a file or on stdout. Nobody
/// waits for it (<see cref="LineQueue"/>).
/// </summary>
internal sealed class DecisionFile : IHostedService, IDisposable
{
    public const string Setting = "Gateway:DecisionLog:File";

    private readonly RotatedFile? file;
    private readonly LineQueue? lines;
    private readonly double sampleAllowed;
    private long allowed;

    public DecisionFile(DecisionLogOptions options, GatewayMetrics metrics, TimeProvider clock, ILogger<DecisionFile> logger)
    {
        if (string.IsNullOrEmpty(options.File))
        {
            return;
        }

        sampleAllowed = options.SampleAllowed;
        if (options.File == "-")
        {
            var stdout = Console.OpenStandardOutput();
            lines = new LineQueue(line => stdout.WriteAsync(line), metrics, clock, logger);
            return;
        }

        file = new RotatedFile(options.File, options.FileSize.Bytes, options.Files);
        try
        {
            file.Open();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UnusableSettingException($"{Setting}: {refused.Message}");
        }

        lines = new LineQueue(file.WriteAsync, metrics, clock, logger);
    }

    public bool IsOn => lines is not null;

    public bool SamplesAllowed => sampleAllowed > 0;

    /// <summary>
    /// Whether this allowed request is one of those to write down: by a hash, under a key of the process, of how many there were. That takes no turns
    /// with traffic that does, and costs less than a safe random number.
    /// </summary>
    public bool IsSample() => (uint)HashCode.Combine(Interlocked.Increment(ref allowed)) <= sampleAllowed * uint.MaxValue;

    public void Add(object record) => lines?.Add(StableJson.LineOf(record));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => lines?.EndAsync() ?? Task.CompletedTask;

    public void Dispose() => file?.Dispose();
}
