using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using SampleService = global::Services.SampleService;

namespace Gateway.IntegrationTests.Services;

/// <summary>One sample service with fresh data on a free port, and a client that stands where the gateway would.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningService(WebApplication app)
    {
        this.app = app;
        Client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public static async Task<RunningService> StartAsync(string name, TimeProvider? clock = null)
    {
        var app = SampleService.Named(name).Build("http://127.0.0.1:0", clock ?? TimeProvider.System);
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
        caller?.WriteTo(request.Headers);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
