using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using DevAuthority;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.IntegrationTests.DevAuthority;

/// <summary>The authority on a real port, with the seeds it ships, or those a subclass changed, and a clock the tests move.</summary>
public class AuthorityFixture : IAsyncLifetime
{
    internal const string Api = "https://api.example.com";

    internal static readonly ProofKey Proof = ProofKey.New();

    private static readonly Dictionary<string, int> Ports = new()
    {
        ["timesheets-web"] = 7001,
        ["events-web"] = 7002,
        ["hospital-web"] = 7003,
        ["calendar-app"] = 7004,
        ["textapp"] = 7005,
        ["mytodos"] = 7006,
        ["budget-app"] = 7007,
    };

    private static readonly JsonDocumentOptions Commented = new() { CommentHandling = JsonCommentHandling.Skip };

    private readonly string seedsPath = Path.GetTempFileName();
    private WebApplication? app;

    internal SettableClock Clock { get; } = new();

    internal LogLines Log { get; } = new();

    internal HttpClient Http { get; private set; } = new();

    internal Uri Url => Http.BaseAddress!;

    internal string Issuer => Url.GetLeftPart(UriPartial.Authority);

    /// <summary>Further options of the authority, as on its command line.</summary>
    protected virtual string[] Options => [];

    /// <summary>The shipped seeds as a tree that a test may change.</summary>
    internal static JsonObject ShippedSeeds() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "seeds.json")), documentOptions: Commented)!.AsObject();

    internal static string RedirectUriOf(string client) => $"http://127.0.0.1:{Ports[client]}/callback";

    /// <summary>A good authorization request, with parameters replaced, added, or, where the value is null, left out.</summary>
    internal static string Authorize(string client, string scope, params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = client,
            ["redirect_uri"] = Ports.ContainsKey(client) ? RedirectUriOf(client) : null,
            ["scope"] = scope,
            ["audience"] = Api,
            ["state"] = "the state",
            ["code_challenge"] = Proof.Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
        {
            parameters[name] = value;
        }

        var pairs = parameters.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}");
        return $"/authorize?{string.Join('&', pairs)}";
    }

    public async Task InitializeAsync()
    {
        var seeds = ShippedSeeds();
        Change(seeds);
        await File.WriteAllTextAsync(seedsPath, seeds.ToJsonString());
        string[] args = ["--environment=Development", "--urls=http://127.0.0.1:0", $"--DevAuthority:Seeds={seedsPath}", .. Options];
        app = AuthorityApp.Build(args, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(Clock);
            builder.Logging.ClearProviders().AddProvider(Log);
        });
        await app.StartAsync();
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(app.Urls.Single()),
        };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        Log.Dispose();
        File.Delete(seedsPath);
    }

    internal AuthorizeBrowser NewBrowser() => new(Url);

    internal async Task<TokenReply> PostAsync(string path, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content });
    }

    internal Task<TokenReply> PostJsonAsync(string path, object body) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) });

    internal async Task<TokenReply> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await Http.SendAsync(request);
            return new TokenReply(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync());
        }
    }

    /// <summary>The client credentials grant with the client's development secret.</summary>
    internal Task<TokenReply> MachineAsync(string client, string? scope = null, string audience = Api)
    {
        (string, string)[] form =
            [("grant_type", "client_credentials"), ("client_id", client), ("client_secret", $"{client}-secret"), ("audience", audience)];
        return PostAsync("/oauth/token", scope is null ? form : [.. form, ("scope", scope)]);
    }

    /// <summary>A person signs in at a new browser and allows what is asked.</summary>
    internal async Task<BrowserStop> AnswerAsync(string user, string client, string scope, params (string Name, string? Value)[] changes)
    {
        using var browser = NewBrowser();
        return await browser.AuthorizeAsync(Authorize(client, scope, changes), user, $"{user}-password");
    }

    internal async Task<string> CodeAsync(string user, string client, string scope) =>
        (await AnswerAsync(user, client, scope)).Answer("code")!;

    internal Task<TokenReply> RedeemAsync(string client, string code, params (string Name, string Value)[] more) => PostAsync(
        "/oauth/token",
        [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", RedirectUriOf(client)),
            ("code_verifier", Proof.Verifier),
            .. Credentials(client),
            .. more,
        ]);

    /// <summary>The whole way: sign in, allow, exchange the code.</summary>
    internal async Task<TokenReply> TokensAsync(string user, string client, string scope) =>
        await RedeemAsync(client, await CodeAsync(user, client, scope));

    internal Task<TokenReply> RefreshAsync(string client, string refreshToken, params (string Name, string Value)[] more) => PostAsync(
        "/oauth/token", [("grant_type", "refresh_token"), ("refresh_token", refreshToken), .. Credentials(client), .. more]);

    internal Task<TokenReply> IntrospectAsync(string token) =>
        PostAsync("/oauth/introspect", ("token", token), ("client_id", "gateway"), ("client_secret", "gateway-secret"));

    internal async Task<bool> IsActiveAsync(string token) => (await IntrospectAsync(token)).Json.GetProperty("active").GetBoolean();

    /// <summary>Verifies a token as a resource server does: against the published keys, issuer, audience, type and clock.</summary>
    internal async Task<TokenValidationResult> VerifyAsync(string token, string audience = Api)
    {
        var keys = new JsonWebKeySet(await Http.GetStringAsync("/jwks"));
        return await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = audience,
            ValidTypes = ["at+jwt"],
            IssuerSigningKeys = keys.GetSigningKeys(),
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = (_, expires, _, _) => expires > Clock.GetUtcNow().UtcDateTime,
        });
    }

    /// <summary>Changes the seeds before the authority reads them.</summary>
    private protected virtual void Change(JsonObject seeds)
    {
    }

    private static IEnumerable<(string Name, string Value)> Credentials(string client) => client is "calendar-app" or "budget-app"
        ? [("client_id", client), ("client_secret", $"{client}-secret")]
        : [("client_id", client)];
}
