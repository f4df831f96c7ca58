namespace Gateway.Routes;

/// <summary>What the meaning of a routes file depends on besides its text.</summary>
/// <param name="Name">Which overlays count, such as <c>Staging</c>.</param>
/// <param name="Variable">The value of <c>${NAME}</c>; null when it is not set.</param>
internal sealed record RoutesEnvironment(string Name, Func<string, string?> Variable)
{
    /// <summary>Issuers may be reached by plain http, on loopback only.</summary>
    public bool Development => Name == Environments.Development;
}
