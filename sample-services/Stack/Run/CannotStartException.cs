namespace Stack.Run;

/// <summary>A part of the stack did not come up; the message says which and what it said.</summary>
internal sealed class CannotStartException(string message) : Exception(message);
