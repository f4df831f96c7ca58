using DevAuthority.Scopes;
using DevAuthority.Seeds;

namespace DevAuthority.Tokens;

/// <summary>
/// What a user allowed a client, once. The code, the access tokens and the refresh tokens that come from it all hold on to it,
/// so that revoking it ends them together.
/// </summary>
internal sealed class Grant(Client client, User user, Api api, ScopeList scopes, bool offlineAccess, SignIn signIn)
{
    private volatile bool revoked;

    internal Client Client => client;

    internal User User => user;

    internal Api Api => api;

    /// <summary>The scopes at the API, without <c>offline_access</c>.</summary>
    internal ScopeList Scopes => scopes;

    internal bool OfflineAccess => offlineAccess;

    internal SignIn SignIn => signIn;

    internal bool IsRevoked => revoked;

    internal void Revoke() => revoked = true;
}
