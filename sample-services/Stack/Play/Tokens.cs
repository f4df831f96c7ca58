using System.Net.Http.Json;
using System.Text.Json;
using Stack.SignIn;

namespace Stack.Play;

/// <summary>
/// Gets access tokens from the authorization server as the scenarios' clients do: machines by client credentials, people by signing in and
/// consenting on the server's pages.
/// </summary>
internal sealed class Tokens(Uri authority) : IDisposable
{
    public const string LogicalApi = "https://api.example.com";

    private readonly HttpClient http = new() { BaseAddress = authority };

    /// <summary>RFC 6749 section 4.4; without naming scopes, the machine gets those it was granted.</summary>
    public Task<string> OfMachineAsync(string client, string audience = LogicalApi) => AskAsync(new()
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = client,
        ["client_secret"] = client + "-secret",
        ["audience"] = audience,
    });

    /// <summary>
    /// RFC 6749 section 4.1 with PKCE (RFC 7636): the person signs in, and allows the client what it asks for if asked about it.
    /// </summary>
    /// <param name="signIn">What to ask of the sign-in, as query parameters, each led by <c>&amp;</c>.</param>
    public async Task<string> OfUserAsync(string user, InteractiveClient client, string scope, string signIn = "")
    {
        var proof = ProofKey.New();
        using var browser = new AuthorizeBrowser(authority);
        var stop = await browser.AuthorizeAsync(client.AuthorizePath(scope, proof, signIn), user, user + "-password");
        if (stop.Answer("code") is not { } code)
        {
            throw new InvalidOperationException($"No code for {user} through {client.Id}: {stop.Status} {stop.LeftFor} {stop.Html}");
        }

        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = client.Id,
            ["code"] = code,
            ["redirect_uri"] = client.RedirectUri,
            ["code_verifier"] = proof.Verifier,
        };
        if (client.Secret is { } secret)
        {
            form["client_secret"] = secret;
        }

        return await AskAsync(form);
    }

    public void Dispose() => http.Dispose();

    private async Task<string> AskAsync(Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await http.PostAsync(new Uri("/oauth/token", UriKind.Relative), content);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return answer.IsSuccessStatusCode
            ? body.GetProperty("access_token").GetString()!
            : throw new InvalidOperationException($"No token for {form["client_id"]}: {body}");
    }
}
