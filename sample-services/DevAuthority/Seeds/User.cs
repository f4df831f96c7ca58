namespace DevAuthority.Seeds;

/// <summary>A person who can sign in; the name is the subject of the tokens.</summary>
internal sealed class User(string name, UserSeed seed)
{
    internal string Name => name;

    internal string Email => seed.Email;

    internal IReadOnlyList<string> Roles => seed.Roles;

    internal SecretHash Password { get; } = SecretHash.TryParse(seed.PasswordHash, out var hash) ? hash : SecretHash.OfNobody;
}
