namespace Gateway.IntegrationTests;

/// <summary>What depends on the whole process, its threads or its listeners: one after the other, when all other tests have ended.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "It is one of xunit's.")]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
