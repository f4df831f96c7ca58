using Microsoft.AspNetCore.Connections.Features;

namespace Gateway.Authentication;

/// <summary>
/// The token that came last on a connection. While a header stays the same there, Kestrel hands out the same string, and then its hash need not
/// be computed again. No token is held by it that the connection does not hold anyway. In HTTP/1.1 alone: in HTTP/2 requests share a connection
/// at the same time, each with strings of its own.
/// </summary>
internal static class ConnectionToken
{
    private static readonly object Key = new();

    /// <summary>What the header, the very object, was found to be; null: it is another.</summary>
    public static VerifiedToken? Find(HttpContext context, string authorization) =>
        ItemsOf(context) is { } items && items.TryGetValue(Key, out var last) && last is Last same && ReferenceEquals(same.Authorization, authorization)
            ? same.Token
            : null;

    public static void Keep(HttpContext context, string authorization, VerifiedToken token)
    {
        if (ItemsOf(context) is { } items)
        {
            items[Key] = new Last(authorization, token);
        }
    }

    private static IDictionary<object, object?>? ItemsOf(HttpContext context) => HttpProtocol.IsHttp11(context.Request.Protocol)
        ? (context.Features[typeof(IConnectionItemsFeature)] as IConnectionItemsFeature)?.Items
        : null;

    private sealed record Last(string Authorization, VerifiedToken Token);
}
