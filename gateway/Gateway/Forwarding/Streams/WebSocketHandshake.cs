using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Forwarding.Streams;

/// <summary>The request that opens a WebSocket: by <c>Upgrade</c> (RFC 6455 section 4.1), or in HTTP/2 by extended CONNECT (RFC 8441).</summary>
internal static class WebSocketHandshake
{
    private const string Protocol = "websocket";

    public static bool Is(HttpContext context) => HttpProtocol.IsHttp11(context.Request.Protocol) ? IsUpgrade(context) : IsExtendedConnect(context);

    /// <summary>The header first: features are looked for one by one, and hardly any request has it.</summary>
    private static bool IsUpgrade(HttpContext context) =>
        context.Request.Headers.Upgrade is { Count: > 0 } upgrade
        && upgrade.ToString().Contains(Protocol, StringComparison.OrdinalIgnoreCase)
        && context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };

    private static bool IsExtendedConnect(HttpContext context) =>
        context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: Protocol };
}
