namespace Gateway.Routes;

/// <summary>What the meaning of a routes file depends on besides its text.</summary>
/// <param name="Development">Issuers may be reached by plain http, on loopback only.</param>
/// <param name="Variable">The value of <c>${NAME}</c>; null when it is not set.</param>
internal sealed record RoutesEnvironment(bool Development, Func<string, string?> Variable);
