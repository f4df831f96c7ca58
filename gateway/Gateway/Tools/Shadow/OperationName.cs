namespace Gateway.Tools.Shadow;

/// <summary>An operation as people write it: <c>timesheets GET    /</c> is <c>timesheets GET /</c>.</summary>
internal static class OperationName
{
    public static string Normal(string written) => string.Join(' ', written.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
