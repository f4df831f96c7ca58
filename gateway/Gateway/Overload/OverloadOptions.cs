using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Settings;

namespace Gateway.Overload;

/// <summary>
/// How much at once. Not how much a second: that depends on how fast the services are at the moment, and a number that is right today is a
/// queue without end when they become slow.
/// </summary>
[Section("Gateway:Overload")]
internal sealed class OverloadOptions
{
    [Description("How many requests there may be at once; [more are turned away](#overload).")]
    [Range(1, 1_000_000)]
    public int MaxConcurrentRequests { get; init; } = 1_000;

    [Description("Percent of them that only `critical` operations may use.")]
    [Range(0, 90)]
    public int ReservedPercent { get; init; } = 10;

    [Description("Percent of them from which on no `sheddable` operation gets in.")]
    [Range(1, 100)]
    public int SheddablePercent { get; init; } = 50;

    [Description("How many requests may wait for one of them to end.")]
    [Range(0, 100_000)]
    public int QueueLimit { get; init; } = 100;

    [Description("How long one may wait. A long queue helps nobody: what comes out of it is answered too late.")]
    [DefaultValue("`00:00:00.050`: 50 ms")]
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromMilliseconds(50);
}
