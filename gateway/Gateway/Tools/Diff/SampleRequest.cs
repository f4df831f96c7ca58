namespace Gateway.Tools.Diff;

/// <summary>A request that stands for all that two policies cannot tell from it.</summary>
internal sealed record SampleRequest(string Method, string Path)
{
    public override string ToString() => $"{Method} {Path}";
}
