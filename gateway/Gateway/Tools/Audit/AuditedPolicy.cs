using Gateway.Routes;

namespace Gateway.Tools.Audit;

/// <summary>What the rules look at.</summary>
/// <param name="Development">Whether it is audited as a development environment reads it.</param>
/// <param name="Today">In UTC.</param>
internal sealed record AuditedPolicy(RouteTable Table, bool Development, DateOnly Today);
