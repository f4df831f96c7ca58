using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Routes.Written;

/// <summary>A number of bytes as people write it: <c>8KiB</c>, <c>30MB</c>, <c>1GiB</c>, <c>512B</c>. KB, MB and GB are powers of ten.</summary>
[TypeConverter(typeof(ByteSizeConverter))]
internal readonly partial record struct ByteSize(long Bytes) : IComparable<ByteSize>, IComparable
{
    /// <summary>How it is written, for a JSON Schema.</summary>
    public const string Pattern = "[0-9]{1,6}(?:B|KB|KiB|MB|MiB|GB|GiB)";

    private static readonly (string Unit, long Bytes)[] Units =
        [("GiB", 1L << 30), ("GB", 1_000_000_000), ("MiB", 1L << 20), ("MB", 1_000_000), ("KiB", 1L << 10), ("KB", 1_000), ("B", 1)];

    public static ByteSize? TryParse(string text) => Form.Match(text) is { Success: true } match
        ? new ByteSize(
            long.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture)
            * Array.Find(Units, unit => unit.Unit == match.Groups["unit"].Value).Bytes)
        : null;

    public int CompareTo(ByteSize other) => Bytes.CompareTo(other.Bytes);

    public int CompareTo(object? obj) => obj is ByteSize other ? CompareTo(other) : 1;

    /// <summary>In the largest unit that needs no fraction.</summary>
    public override string ToString()
    {
        var bytes = Bytes;
        var (unit, size) = Array.Find(Units, unit => bytes > 0 && bytes % unit.Bytes == 0);
        return unit is null ? "0B" : $"{bytes / size}{unit}";
    }

    [GeneratedRegex(@"\A(?<count>[0-9]{1,6})(?<unit>B|KB|KiB|MB|MiB|GB|GiB)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form { get; }
}
