namespace Gateway.Tools.Audit;

/// <summary>How much it matters, the least first.</summary>
internal enum Severity
{
    Low,
    Medium,
    High,
    Critical,
}

internal static class SeverityWords
{
    extension(Severity severity)
    {
        public string InWords => severity.ToString().ToLowerInvariant();
    }
}
