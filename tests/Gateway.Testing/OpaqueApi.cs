using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Testing;

/// <summary>
/// An <see cref="Api"/> whose issuer is asked about opaque tokens, at an endpoint of which a test decides every answer. The gateway is
/// client <c>gate:way</c> with the secret in <see cref="CredentialFile"/>.
/// </summary>
public sealed class OpaqueApi : IAsyncDisposable
{
    public const string ClientId = "gate:way";
    public const string Secret = "s3cret with +/% ü";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");
    private readonly ConcurrentQueue<Question> questions = new();
    private WebApplication endpoint = null!;

    private OpaqueApi()
    {
    }

    public SettableClock Clock { get; } = new();

    public Api Api { get; private set; } = null!;

    public string CredentialFile => Path.Combine(folder.FullName, "credential");

    /// <summary>Everything that the endpoint was asked, in order.</summary>
    public IReadOnlyCollection<Question> Questions => questions;

    /// <summary>What the endpoint answers; at first an active token of ana's with scope <c>read</c>.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = null!;

    private string Url => endpoint.Urls.First() + "/introspect";

    /// <param name="credential">The member that names the file.</param>
    /// <param name="more">Further members of <c>Introspection</c>, each led by a comma.</param>
    public static async Task<OpaqueApi> StartAsync(string credential = "ClientSecretFile", string more = "")
    {
        var opaque = new OpaqueApi();
        opaque.Say();
        await File.WriteAllTextAsync(opaque.CredentialFile, Secret + "\n");
        opaque.endpoint = await LoopbackServer.StartAsync(app => app.Run(async context =>
        {
            var form = await context.Request.ReadFormAsync();
            opaque.questions.Enqueue(new Question(
                context.Request.Method,
                context.Request.Path,
                context.Request.Headers.Authorization,
                context.Request.Headers.Accept.ToString(),
                form.ToDictionary(field => field.Key, field => field.Value.ToString())));
            await opaque.Answer(context);
        }));
        opaque.Api = await Api.StartAsync(
            "'GET /': 'read', 'POST /': 'write'",
            issuerMembers: $$"""
                , 'Introspection': { 'ClientId': '{{ClientId}}', '{{credential}}': '{{opaque.CredentialFile}}', 'Endpoint': '{{opaque.Url}}' {{more}} }
                """,
            clock: opaque.Clock);
        return opaque;
    }

    /// <summary>An answer about an active token; <paramref name="change"/> makes it what the test is about.</summary>
    public JsonObject Active(Action<JsonObject>? change = null)
    {
        var answer = new JsonObject
        {
            ["active"] = true,
            ["aud"] = TestIssuer.Audience,
            ["sub"] = "ana",
            ["client_id"] = "app",
            ["scope"] = "read",
            ["exp"] = Clock.GetUtcNow().ToUnixTimeSeconds() + 600,
        };
        change?.Invoke(answer);
        return answer;
    }

    /// <summary>From now on the endpoint answers so.</summary>
    public void Say(Action<JsonObject>? change = null) => Say(Active(change).ToJsonString());

    public void Say(string body, string type = "application/json", int status = 200) => Answer = context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    };

    public Task<HttpResponseMessage> GetAsync(string token = "opaque-token_1.x~+/==") => Api.Gateway.GetAsync("/api", token);

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        await endpoint.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

/// <summary>One request as the introspection endpoint saw it.</summary>
public sealed record Question(string Method, string Path, string? Authorization, string Accept, IReadOnlyDictionary<string, string> Form);
