using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.InteropTests.Vectors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.InteropTests.Recipes;

/// <summary>What a service sees of a gateway, in the test's hand: which keys it publishes, if any, and what it signs.</summary>
internal sealed class StandInGateway : IAsyncDisposable
{
    private const string Path = "/.well-known/gateway/jwks.json";

    private int keyFetches;
    private WebApplication app = null!;

    public string Url => app.Urls.First();

    public string KeySetUrl => Url + Path;

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The key that comes after <see cref="Key"/>.</summary>
    public ECDsa NextKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Answers for the key set: one of <see cref="TestAnswer"/>.</summary>
    public RequestDelegate KeySet { get; set; } = TestAnswer.Status(500);

    public int KeyFetches => Volatile.Read(ref keyFetches);

    public static async Task<StandInGateway> StartAsync()
    {
        var gateway = new StandInGateway();
        gateway.Publish(gateway.Key);
        gateway.app = await LoopbackServer.StartAsync(app => app.MapGet(Path, context =>
        {
            Interlocked.Increment(ref gateway.keyFetches);
            return gateway.KeySet(context);
        }));
        return gateway;
    }

    public void Publish(params ECDsa[] keys) =>
        KeySet = TestAnswer.Json(new JsonObject { ["keys"] = new JsonArray([.. keys.Select(VectorKeys.Jwk)]) }.ToJsonString());

    /// <summary>A good assertion for a request that is made now, unless it is changed.</summary>
    public string Assertion(string path, Action<JsonObject>? change = null, string method = "GET", ECDsa? key = null) =>
        Draft.Of(Guid.NewGuid().ToString(), method, path, key ?? Key, payload =>
        {
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            (payload["iat"], payload["exp"]) = (now, now + Draft.LifeMax);
            change?.Invoke(payload);
        }).Signed();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Key.Dispose();
        NextKey.Dispose();
    }
}
