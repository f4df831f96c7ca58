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

    /// <summary>Where scripts of the browser clients run, for CORS.</summary>
    internal IEnumerable<string> Origins => clients.Values.SelectMany(client => client.Origins).Distinct();

    internal static Registry From(SeedFile file) => new(file);

    internal Api? Api(string audience) => apis.GetValueOrDefault(audience);

    internal User? User(string name) => users.GetValueOrDefault(name);

    internal Client? Client(string id) => clients.GetValueOrDefault(id);
}
