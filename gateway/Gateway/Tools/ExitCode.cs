namespace Gateway.Tools;

/// <summary>The exit codes of every verb.</summary>
internal static class ExitCode
{
    public const int Yes = 0;

    /// <summary>A clear no: the request is refused, the file has mistakes, the policy became weaker, there are findings.</summary>
    public const int No = 1;

    /// <summary>No answer: a usage that is wrong, a file that cannot be read or used, a port that is taken.</summary>
    public const int CannotAnswer = 2;

    /// <summary>Something remote that the answer depends on could not be reached.</summary>
    public const int Unreachable = 3;
}
