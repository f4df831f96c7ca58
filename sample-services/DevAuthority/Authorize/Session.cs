using DevAuthority.Seeds;

namespace DevAuthority.Authorize;

/// <summary>A browser in which somebody signed in, and when.</summary>
internal sealed record Session(User User, DateTimeOffset AuthenticatedAt);
