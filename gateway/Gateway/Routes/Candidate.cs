namespace Gateway.Routes;

/// <summary>
/// A rule in shadow: evaluated beside the enforced one, so that its effect is seen before it has any. It never decides.
/// </summary>
/// <param name="Requirement">What would be asked instead.</param>
/// <param name="Until">The day by which it is to be promoted or dropped; after it, it is a finding of an audit and still evaluated.</param>
internal sealed record Candidate(Requirement.Token Requirement, DateOnly Until);
