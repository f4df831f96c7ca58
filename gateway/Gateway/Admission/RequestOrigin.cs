namespace Gateway.Admission;

/// <summary>Where a request comes from, as all further stages and the service see it.</summary>
internal static class RequestOrigin
{
    /// <summary>
    /// Read already: the client is in the connection, scheme and host are in the request, and from them YARP writes these headers anew.
    /// What is left was written by somebody for whom no trusted proxy vouches, or, as X-Original-*, by ASP.NET Core for an application.
    /// </summary>
    private static readonly string[] Read =
        ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Original-For", "X-Original-Proto", "X-Original-Host"];

    /// <summary>On a dual-stack socket an IPv4 client shows as ::ffff:192.0.2.1, and YARP would tell the service that.</summary>
    public static void MapToIPv4(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped)
        {
            context.Connection.RemoteIpAddress = mapped.MapToIPv4();
        }
    }

    /// <summary>After a trusted proxy was believed.</summary>
    public static void Settle(HttpContext context)
    {
        MapToIPv4(context);
        foreach (var name in Read)
        {
            context.Request.Headers.Remove(name);
        }
    }
}
