namespace DevAuthority.Start;

/// <summary>The authority must not start. The message says why and what to do, for the person at the terminal.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);
