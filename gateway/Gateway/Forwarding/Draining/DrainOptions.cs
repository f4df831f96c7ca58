using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Settings;

namespace Gateway.Forwarding.Draining;

/// <summary>How the process ends. Nobody waits for that at a desk: in Development it ends at once.</summary>
[Section("Gateway:Drain")]
internal sealed class DrainOptions
{
    /// <summary>For what is left when the last request has ended: to close the admin listener, to hand over what was measured.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    [Description("How long it [serves on](#stopping-and-restarting) after it was told to stop, so that the load balancer learns of it: its interval times its failures, and 2s more.")]
    [DefaultValue("`10s`, in Development `0s`")]
    [Range(typeof(TimeSpan), "0s", "10m")]
    public TimeSpan? Delay { get; init; }

    [Description("How long requests in flight may take after that. What is not done then is cut off.")]
    [DefaultValue("`30s`, in Development `1s`")]
    [Range(typeof(TimeSpan), "0s", "1d")]
    public TimeSpan? Timeout { get; init; }

    public TimeSpan DelayIn(IHostEnvironment environment) => Delay ?? (environment.IsDevelopment() ? TimeSpan.Zero : TimeSpan.FromSeconds(10));

    public TimeSpan TimeoutIn(IHostEnvironment environment) => Timeout ?? TimeSpan.FromSeconds(environment.IsDevelopment() ? 1 : 30);

    /// <summary>The limit of the host, which ends the process whatever still runs: 60 s by default.</summary>
    public TimeSpan ProcessLimitIn(IHostEnvironment environment) => DelayIn(environment) + TimeoutIn(environment) + Rest;
}
