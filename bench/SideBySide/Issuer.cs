using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.SideBySide;

/// <summary>
/// Publishes the keys that the tokens are signed with. By https, as in production, by a certificate that those who ask find in
/// <c>SSL_CERT_FILE</c>.
/// </summary>
internal sealed class Issuer : IAsyncDisposable
{
    private readonly WebApplication app;

    private Issuer(WebApplication app, string certificate)
    {
        this.app = app;
        Certificate = certificate;
    }

    public string Url => app.Urls.First();

    /// <summary>Of the authority that vouches for it, as PEM.</summary>
    public string Certificate { get; }

    public static async Task<Issuer> StartAsync()
    {
        var authority = TestAuthority.Create();
        var certificate = authority.Issue("127.0.0.1");
        var app = await LoopbackServer.StartAsync(
            app =>
            {
                app.MapGet("/.well-known/openid-configuration", () => Results.Json(
                    new Dictionary<string, string> { ["issuer"] = app.Urls.First(), ["jwks_uri"] = app.Urls.First() + "/jwks" }));
                app.MapGet("/jwks", () => Results.Text(TestIssuer.KeySetOf(Algorithm.Rs256.Key, Algorithm.Es256.Key), "application/json"));
            },
            "https://127.0.0.1:0",
            kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate));
        return new Issuer(app, authority.Pem);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
