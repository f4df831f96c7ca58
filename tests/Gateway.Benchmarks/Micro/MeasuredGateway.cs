using Gateway.Authentication;
using Gateway.Routes;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Api = Gateway.Testing.Api;

namespace Gateway.Benchmarks.Micro;

/// <summary>A gateway, built as the program builds it and silent, whose parts are measured one by one: none of them is built here by hand.</summary>
internal sealed class MeasuredGateway : IAsyncDisposable
{
    private static readonly Dictionary<string, string?> Silent = new() { ["Logging:LogLevel:Default"] = "None" };

    private readonly Api api;

    private MeasuredGateway(Api api) => this.api = api;

    public TestIssuer Issuer => api.Issuer;

    public IServiceProvider Parts => api.Gateway.Services;

    public RouteTable Policy => Part<RoutesInForce>().Table;

    /// <param name="operations">As for <see cref="Testing.Api.StartAsync"/>, and so is the rest.</param>
    public static async Task<MeasuredGateway> StartAsync(string operations, string api = "", Action<TestIssuer>? prepare = null) =>
        new(await Api.StartAsync(operations, api, prepare: prepare, settings: Silent));

    public T Part<T>()
        where T : notnull => Parts.GetRequiredService<T>();

    /// <param name="key">As it is written: <c>GET /one</c>.</param>
    public Operation Operation(string key) => Policy.Operations.Single(operation => operation.Id == $"api {key}");

    public async Task<CallerIdentity> VerifyAsync(string token)
    {
        var verdict = await Part<AccessTokens>().VerifyAsync(token.AsMemory(), Policy.Issuers);
        return verdict.Caller ?? throw new InvalidOperationException($"The token was refused: {verdict.Refused!.Reason}");
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();
}
