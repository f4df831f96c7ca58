namespace Gateway.Routes;

/// <summary>So many requests of one caller within a time that begins with the first of them.</summary>
/// <param name="Name">
/// As clients see it, and unlike any other's: <c>reports:client:1m</c>. The number is not in it: one who is counted stays counted when the
/// limit is raised or lowered.
/// </param>
internal sealed record RateLimit(string Name, int Permits, TimeSpan Per, LimitBy By);
