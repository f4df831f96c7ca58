using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.InteropTests;

/// <summary>
/// A user's sign-in as a browser and a client do it: authorization code with PKCE (RFC 6749 section 4.1, RFC 7636), redirect by redirect,
/// with cookies. The server signs everybody in as ana, who agrees to everything.
/// </summary>
internal sealed record SignIn(string Resource, string AccessToken, string IdToken, string RefreshToken)
{
    private const string Callback = "https://app.example.com/callback";
    private const int RedirectsMax = 10;

    /// <param name="client"><c>web</c>, which has a secret, or <c>app</c>, which has none.</param>
    public static async Task<SignIn> ThroughAsync(OidcProvider server, string client, string resource, string scope)
    {
        var verifier = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        var code = await CodeAsync(server, new()
        {
            ["response_type"] = "code",
            ["client_id"] = client,
            ["redirect_uri"] = Callback,
            ["scope"] = "openid " + scope,
            ["resource"] = resource,
            ["state"] = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16)),
            ["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            ["code_challenge_method"] = "S256",
        });

        var (status, reply) = await server.PostAsync("/token", client, new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = Callback,
            ["code_verifier"] = verifier,
            ["resource"] = resource,
        });
        Assert.Equal(200, status);
        return new SignIn(resource, Text("access_token"), Text("id_token"), Text("refresh_token"));

        string Text(string member) => reply![member]!.GetValue<string>();
    }

    private static async Task<string> CodeAsync(OidcProvider server, Dictionary<string, string?> request)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
        var address = new Uri(QueryHelpers.AddQueryString(server.Url + "/auth", request));
        for (var redirects = 0; !address.OriginalString.StartsWith(Callback, StringComparison.Ordinal); redirects++)
        {
            Assert.True(redirects < RedirectsMax, "The server redirects without end");
            using var page = await browser.GetAsync(address);
            Assert.Equal(HttpStatusCode.SeeOther, page.StatusCode);
            address = new Uri(address, page.Headers.Location!);
        }

        // RFC 6749 section 10.12 and RFC 9207: it answers our request, and it is this server that does.
        var answer = QueryHelpers.ParseQuery(address.Query);
        Assert.Equal((request["state"], server.Url), (answer["state"].ToString(), answer["iss"].ToString()));
        return answer["code"].ToString();
    }
}
