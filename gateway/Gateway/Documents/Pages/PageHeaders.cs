namespace Gateway.Documents.Pages;

/// <summary>On every page of the gateway: nothing sniffed, nothing told to the next site, no frame around it.</summary>
internal static class PageHeaders
{
    public static void Set(HttpResponse response, string contentSecurityPolicy)
    {
        response.Headers.ContentSecurityPolicy = contentSecurityPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
