namespace DevAuthority.Seeds;

/// <summary>The APIs, people and clients this authority knows.</summary>
internal sealed class Registry
{
    private readonly Dictionary<string, Api> apis;
    private readonly Dictionary<string, User> users;
    private readonly Dictionary<string, Client> clients;

    private Registry(SeedFile file)
    {
        apis = file.Apis.ToDictionary(seed => seed.Key, seed => new Api(seed.Key, seed.Value), StringComparer.Ordinal);
        users = file.Users.ToDictionary(seed => seed.Key, seed => new User(seed.Key, seed.Value), StringComparer.Ordinal);
        clients = file.Clients.ToDictionary(seed => seed.Key, seed => new Client(seed.Key, seed.Value), StringComparer.Ordinal);
    }

    internal IReadOnlyCollection<Api> Apis => apis.Values;

    internal IReadOnlyCollection<User> Users => users.Values;

    internal IReadOnlyCollection<Client> Clients => clients.Values;

    internal static Registry From(SeedFile file) => new(file);

    internal Api? Api(string audience) => apis.GetValueOrDefault(audience);

    internal User? User(string name) => users.GetValueOrDefault(name);

    internal Client? Client(string id) => clients.GetValueOrDefault(id);

    /// <summary>Whether scripts of a browser client run there, for CORS.</summary>
    internal bool IsOriginOfClient(string origin) => clients.Values.Any(client => client.Origins.Any(
        registered => registered == origin || (client.Native && Loopback.DiffersInPortOnly(registered, origin))));
}
