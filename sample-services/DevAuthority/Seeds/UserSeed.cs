namespace DevAuthority.Seeds;

/// <summary>A person who can sign in. The key in the file is the user name and the subject of the tokens.</summary>
internal sealed record UserSeed
{
    public required string Email { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    public required string PasswordHash { get; init; }

    /// <summary>The one-time code, which is the same every time: development only. Without it the user can sign in by password alone.</summary>
    public string? CodeHash { get; init; }
}
