namespace Gateway.Tools;

/// <summary>The exit codes of every verb.</summary>
internal static class ExitCode
{
    public const int Yes = 0;

    /// <summary>A usage that is wrong, a file that cannot be read, a port that is taken.</summary>
    public const int CannotAnswer = 2;
}
