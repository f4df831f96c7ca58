using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Admission;

/// <summary>
/// How HTTP/2 opens a WebSocket: CONNECT with <c>:protocol</c> (RFC 8441 section 5). It is no tunnel to anywhere, but to the path that it names. To
/// everything further in it is the GET that it is in HTTP/1.1 (RFC 6455 section 4.1), so that one rule of the routes file holds for both.
/// </summary>
internal static class ExtendedConnect
{
    public static void Settle(HttpContext context)
    {
        if (HttpMethods.IsConnect(context.Request.Method) && context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" })
        {
            context.Request.Method = HttpMethods.Get;
        }
    }
}
