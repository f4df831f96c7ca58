namespace DevAuthority.Seeds;

/// <summary>A person who can sign in; the name is the subject of the tokens.</summary>
internal sealed class User(string name, UserSeed seed)
{
    internal string Name => name;

    internal string Email => seed.Email;

    internal IReadOnlyList<string> Roles => seed.Roles;

    internal SecretHash Password { get; } = SecretHash.TryParse(seed.PasswordHash, out var hash) ? hash : SecretHash.OfNobody;

    /// <summary>Null for a user who has no second factor.</summary>
    internal SecretHash? Code { get; } = seed.CodeHash is not null && SecretHash.TryParse(seed.CodeHash, out var hash) ? hash : null;

    /// <summary>Whether signing in can bring this user to the level; unknown ones are never reached.</summary>
    internal bool CanReach(string level) =>
        level == AuthenticationLevel.Password || (level == AuthenticationLevel.SecondFactor && Code is not null);
}
