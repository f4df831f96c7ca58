using System.Net.Http.Json;
using Gateway.Downstream.Testing;
using Microsoft.AspNetCore.Builder;
using SampleService = global::Services.SampleService;

namespace Gateway.IntegrationTests.Services;

/// <summary>One sample service with fresh data on a free port, which believes the callers of tests as it would the gateway.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly SocketsHttpHandler connections = new();

    private RunningService(WebApplication app)
    {
        this.app = app;
        Client = NewClient();
    }

    /// <summary>Calls as nobody.</summary>
    public HttpClient Client { get; }

    public static async Task<RunningService> StartAsync(string name, TimeProvider? clock = null)
    {
        var app = SampleService.Named(name).Build(
            "http://127.0.0.1:0", new("http://gateway.test"), clock ?? TimeProvider.System, services => services.TrustTestCallers());
        await app.StartAsync();
        return new(app);
    }

    public Task<Answer> GetAsync(string path, Caller? caller) => SendAsync(HttpMethod.Get, path, caller);

    public Task<Answer> PostAsync(string path, Caller? caller, object? body = null) => SendAsync(HttpMethod.Post, path, caller, body);

    public Task<Answer> PutAsync(string path, Caller? caller, object body) => SendAsync(HttpMethod.Put, path, caller, body);

    public Task<Answer> DeleteAsync(string path, Caller? caller) => SendAsync(HttpMethod.Delete, path, caller);

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, Caller? caller, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var client = NewClient();
        caller?.Become(client);
        using var response = await client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        connections.Dispose();
        await app.DisposeAsync();
    }

    private HttpClient NewClient() => new(connections, disposeHandler: false) { BaseAddress = new(app.Urls.Single()) };
}
