namespace Gateway.Problems;

/// <summary>
/// Carries a problem through <c>AuthenticateResult.Fail</c>, which takes an exception. It is handed on as a value and not thrown: a refused
/// token is nothing exceptional at the edge.
/// </summary>
internal sealed class RefusedException(Problem problem) : Exception(problem.Refusal.Title)
{
    public Problem Problem { get; } = problem;
}
