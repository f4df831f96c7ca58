using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.InteropTests;

/// <summary>What clients send to the server: form posts, authenticated with <c>client_secret_basic</c> (RFC 6749 section 2.3.1).</summary>
internal static class TokenRequests
{
    /// <summary>The one without a secret.</summary>
    private const string PublicClient = "app";

    /// <summary>An access token for a client on its own behalf, for one resource (RFC 8707).</summary>
    public static async Task<string> MachineTokenAsync(this OidcProvider server, string resource, string scope)
    {
        var (status, reply) = await server.PostAsync(
            "/token", "nightly", new() { ["grant_type"] = "client_credentials", ["resource"] = resource, ["scope"] = scope });
        Assert.Equal(200, status);
        return reply!["access_token"]!.GetValue<string>();
    }

    /// <summary>RFC 7009.</summary>
    public static Task<(int Status, JsonNode? Reply)> RevokeAsync(this OidcProvider server, string client, string token) =>
        server.PostAsync("/token/revocation", client, new() { ["token"] = token });

    public static Task<(int Status, JsonNode? Reply)> RefreshAsync(this OidcProvider server, string client, SignIn signIn) =>
        server.PostAsync("/token", client, new()
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = signIn.RefreshToken,
            ["resource"] = signIn.Resource,
        });

    public static async Task<(int Status, JsonNode? Reply)> PostAsync(
        this OidcProvider server, string path, string client, Dictionary<string, string> form)
    {
        using var http = new HttpClient();
        if (client == PublicClient)
        {
            form["client_id"] = client;
        }
        else
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{client}:{client}-secret")));
        }

        using var content = new FormUrlEncodedContent(form);
        using var answer = await http.PostAsync(new Uri(server.Url + path), content);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
