using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Forwarding.Streams;

/// <summary>The two ways by which the server hands over the connection of a WebSocket, with something done to what it hands over.</summary>
internal sealed class WebSocketFeatures(IHttpUpgradeFeature? upgrade, IHttpExtendedConnectFeature? connect, Func<Stream, Stream> opened)
    : IHttpUpgradeFeature, IHttpExtendedConnectFeature
{
    public bool IsUpgradableRequest => upgrade?.IsUpgradableRequest ?? false;

    public bool IsExtendedConnect => connect?.IsExtendedConnect ?? false;

    public string? Protocol => connect?.Protocol;

    public async Task<Stream> UpgradeAsync() => opened(await upgrade!.UpgradeAsync());

    public async ValueTask<Stream> AcceptAsync() => opened(await connect!.AcceptAsync());

    public static void Set(IFeatureCollection features, Func<Stream, Stream> opened)
    {
        var both = new WebSocketFeatures(features.Get<IHttpUpgradeFeature>(), features.Get<IHttpExtendedConnectFeature>(), opened);
        features.Set<IHttpUpgradeFeature>(both);
        features.Set<IHttpExtendedConnectFeature>(both);
    }
}
