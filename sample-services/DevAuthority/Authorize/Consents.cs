using System.Collections.Concurrent;
using DevAuthority.Scopes;
using DevAuthority.Seeds;

namespace DevAuthority.Authorize;

/// <summary>What each user has allowed each client at each API. A denial is not remembered.</summary>
internal sealed class Consents
{
    private readonly ConcurrentDictionary<(string User, string Client, string Audience), ScopeList> given = new();

    internal ScopeList Remembered(User user, Client client, Api api) =>
        given.GetValueOrDefault((user.Name, client.Id, api.Audience), ScopeList.Empty);

    internal void Remember(User user, Client client, Api api, ScopeList scopes) =>
        given.AddOrUpdate((user.Name, client.Id, api.Audience), scopes, (_, earlier) => earlier.And(scopes));
}
