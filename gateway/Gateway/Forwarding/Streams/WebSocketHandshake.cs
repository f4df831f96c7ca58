using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Forwarding.Streams;

/// <summary>The request that opens a WebSocket: by <c>Upgrade</c> (RFC 6455 section 4.1), or in HTTP/2 by extended CONNECT (RFC 8441).</summary>
internal static class WebSocketHandshake
{
    private const string Protocol = "websocket";

    public static bool Is(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            ? context.Request.Headers.Upgrade.ToString().Contains(Protocol, StringComparison.OrdinalIgnoreCase)
            : context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: Protocol };
}
