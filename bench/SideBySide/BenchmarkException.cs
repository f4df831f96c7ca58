namespace Gateway.SideBySide;

/// <summary>Something does not work as it has to for its cost to mean anything.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
