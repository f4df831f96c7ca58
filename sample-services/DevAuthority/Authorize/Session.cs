using DevAuthority.Seeds;

namespace DevAuthority.Authorize;

/// <summary>A browser in which somebody signed in: who, when they last did something for it, and whether they also gave a one-time code.</summary>
internal sealed record Session(User User, DateTimeOffset AuthenticatedAt, bool SecondFactor = false)
{
    /// <summary>The strongest level reached.</summary>
    internal string Level => SecondFactor ? AuthenticationLevel.SecondFactor : AuthenticationLevel.Password;

    /// <summary>Whoever gave a code gave a password before.</summary>
    internal bool Reaches(string level) => level == AuthenticationLevel.Password || SecondFactor;
}
