namespace Gateway.SideBySide;

/// <summary>Something that we aim for.</summary>
/// <param name="Of">What of the gateway's is looked at, and beside what.</param>
internal sealed record Target(string Work, string Of, double AtMost, Func<Outcome, double> Value);
