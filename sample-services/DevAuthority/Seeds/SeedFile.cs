namespace DevAuthority.Seeds;

/// <summary>What a person wrote in the seeds file. The keys are audiences, user names and client ids.</summary>
internal sealed record SeedFile
{
    public required IReadOnlyDictionary<string, ApiSeed> Apis { get; init; }

    public required IReadOnlyDictionary<string, UserSeed> Users { get; init; }

    public required IReadOnlyDictionary<string, ClientSeed> Clients { get; init; }
}
