using DevAuthority.Discovery;
using DevAuthority.Seeds;
using DevAuthority.Start;

namespace DevAuthority.Pages;

/// <summary>What this is, who is seeded, where the endpoints are.</summary>
internal static class HomePage
{
    private static readonly (string Path, string What)[] Endpoints =
    [
        ("/.well-known/oauth-authorization-server", "metadata (RFC 8414), also at /.well-known/openid-configuration"),
        ("/jwks", "public signing keys"),
        ("/authorize", "authorization code with PKCE, S256 only"),
        ("POST /oauth/token", "authorization_code, refresh_token, client_credentials"),
        ("POST /oauth/introspect", "what is a token worth (RFC 7662)"),
        ("POST /oauth/revoke", "end a token (RFC 7009)"),
        ("POST /dev/rotate-keys", "new signing keys; ?drop=true forgets the old at once"),
        ("/healthz", "for container health checks"),
    ];

    internal static Page Of(Registry registry, Issuer issuer, AuthorityOptions options, User? signedIn, Html formToken) => new(
        "Development authority",
        Html.Of($"""
            <p>An OAuth 2.0 authorization server for development: <strong>development only</strong>, everything in memory.
            Its issuer is <code>{issuer.Value}</code>. Each password and secret is in a comment of <code>seeds.json</code>.</p>
            {SignedIn(signedIn, formToken)}
            {(options.AllowImplicit ? Html.Of($"""<p class="legacy">Legacy: response_type=token is switched on.</p>""") : Html.None)}
            {Table("Endpoints", ["Path", "What"], Endpoints.Select(endpoint => Row([endpoint.Path, endpoint.What])))}
            {Table("People", ["Name", "Roles", "Email"], registry.Users.Select(user => Row([user.Name, List(user.Roles), user.Email])))}
            {Table("APIs", ["Audience", "Token", "Scopes"], registry.Apis.Select(
                api => Row([api.Audience, api.Algorithm?.ToString() ?? "opaque", List(api.Scopes)])))}
            {Table("Clients", ["Client id", "Kind", "Grants"], registry.Clients.Select(
                client => Row([client.Id, Kind(client), Grants(client, registry)])))}
            """));

    private static Html SignedIn(User? user, Html formToken) => user is null ? Html.None : Html.Of($"""
        <form method="post" action="/logout">{formToken}
        <p>Signed in as <strong>{user.Name}</strong>.</p><button type="submit" class="quiet">Sign out</button></form>
        """);

    private static Html Table(string caption, string[] columns, IEnumerable<Html> rows) => Html.Of($"""
        <table><caption>{caption}</caption>
        <thead><tr>{columns.Select(column => Html.Of($"""<th scope="col">{column}</th>"""))}</tr></thead>
        <tbody>{rows}</tbody></table>
        """);

    private static Html Row(string[] cells) => Html.Of($"""
        <tr><td><code>{cells[0]}</code></td>{cells[1..].Select(cell => Html.Of($"<td>{cell}</td>"))}</tr>
        """);

    private static string Kind(Client client) => List(
    [
        client.Secret is null ? "public" : "confidential",
        client.FirstParty ? "first-party" : "third-party",
        .. client.GrantTypes,
        .. client.MayIntrospect ? ["may introspect"] : Array.Empty<string>(),
    ]);

    private static string Grants(Client client, Registry registry) => string.Join(
        "; ", registry.Apis.Where(client.MayAskFor).Select(api => $"{api.Audience}: {client.GrantAt(api)}"));

    private static string List(IEnumerable<string> items) => string.Join(", ", items);
}
