using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Routes.Written;
using Gateway.Settings;

namespace Gateway.Observability.Decisions;

/// <summary>What is written down about requests.</summary>
[Section("Gateway:DecisionLog")]
internal sealed class DecisionLogOptions
{
    [Description("Where the [decision log](#decision-log) is written: a file, or `-` for stdout.")]
    [DefaultValue("it is not written")]
    public string? File { get; init; }

    [Description("The share of allowed requests that is written down beside the refused ones: `0.01` is one in a hundred.")]
    [Range(0.0, 1.0)]
    public double SampleAllowed { get; init; }

    [Description("The size at which the file becomes `FILE.1`, and a new one is begun.")]
    [Range(typeof(ByteSize), "1KiB", "100GiB")]
    public ByteSize FileSize { get; init; } = new(64 * 1024 * 1024);

    [Description("How many files there are at most, with the one that is written; the oldest goes.")]
    [Range(1, 1000)]
    public int Files { get; init; } = 5;
}
