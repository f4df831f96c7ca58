using Microsoft.AspNetCore.Http.Features;

namespace Gateway;

/// <summary>
/// An answer that may go on for as long as both sides like: a connection that became something else (WebSocket), events (SSE), a call of gRPC.
/// By its headers nobody can tell a short one.
/// </summary>
internal static class EndlessAnswer
{
    /// <summary>Asked when its status and headers are known.</summary>
    public static bool Is(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status101SwitchingProtocols
        || (HttpProtocol.IsHttp2(context.Request.Protocol) && context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true })
        || IsEvents(context.Response)
        || IsOfType(context.Response, "application/grpc");

    public static bool IsEvents(HttpResponse response) => IsOfType(response, "text/event-stream");

    private static bool IsOfType(HttpResponse response, string type) =>
        response.ContentType?.StartsWith(type, StringComparison.OrdinalIgnoreCase) ?? false;
}
