namespace Gateway.IntegrationTests.Admission;

/// <summary>
/// One API with every way a request can go, shared by the cases of a class, and requests to it as bytes.
/// </summary>
public sealed class EdgeApi : IAsyncLifetime
{
    /// <summary>The ways that end at the service, and those that end at the edge with this status.</summary>
    public static readonly IReadOnlyDictionary<string, int> Ways = new Dictionary<string, int>
    {
        ["protected"] = 200,
        ["with a body"] = 200,
        ["any token"] = 200,
        ["public"] = 200,
        ["public, with a token"] = 200,
        ["no token"] = 401,
        ["bad token"] = 401,
        ["scope missing"] = 403,
        ["no such path"] = 404,
        ["no such method"] = 405,
    };

    private Api api = null!;

    public RecordingUpstream Service => api.Service;

    public TestGateway Gateway => api.Gateway;

    public string Token => api.Issuer.Token("read", payload => payload["tenant"] = "t1");

    public async Task InitializeAsync() => api = await Api.StartAsync(
        """
        'GET /': 'read',
        'POST /': 'read',
        'GET /audit': 'audit',
        'GET /token': { 'AnyToken': true },
        'GET /open': { 'Public': true, 'Why': 'test' }
        """,
        api: "'Forward': { 'email': 'X-User-Email', 'tenant': 'X-Tenant' },");

    public Task DisposeAsync() => api.DisposeAsync().AsTask();

    /// <summary>What a client gets and what the service saw of it. The lines stand between <c>Host</c> and <c>Authorization</c>.</summary>
    public async Task<(int Status, IReadOnlyCollection<SeenRequest> Seen)> SendAsync(string way, string version, params string[] lines)
    {
        Service.Forget();
        var (request, token) = way switch
        {
            "protected" => ("GET /api", Token),
            "with a body" => ("POST /api", Token),
            "any token" => ("GET /api/token", Token),
            "public" => ("GET /api/open", null),
            "public, with a token" => ("GET /api/open", Token),
            "no token" => ("GET /api", null),
            "bad token" => ("GET /api", "not.a.token"),
            "scope missing" => ("GET /api/audit", Token),
            "no such path" => ("GET /api/nothing", Token),
            "no such method" => ("PATCH /api", Token),
            _ => throw new ArgumentException(way, nameof(way)),
        };
        string[] credential = token is null ? [] : [$"Authorization: Bearer {token}"];
        string[] length = request.StartsWith('P') ? ["Content-Length: 0"] : [];
        var answer = await RawHttp.SendAsync(
            Gateway.Client.BaseAddress!, [$"{request} {version}", "Host: gateway", .. lines, .. length, .. credential]);
        return (RawHttp.StatusOf(answer), Service.Seen);
    }
}
