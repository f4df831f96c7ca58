namespace Gateway.Observability.Decisions;

/// <summary>As a feature of a request: what was decided about it, by whoever decides, as it is to be written down.</summary>
internal sealed record DecidedRequest(bool Allowed, object Record);
