namespace Gateway.Testing.Policies;

/// <param name="Path">As a client sends it: percent-encoded.</param>
public sealed record PolicyRequest(string Method, string Path);
