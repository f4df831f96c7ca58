using Gateway.Problems;
using Gateway.Routes;
using Microsoft.Net.Http.Headers;

namespace Gateway.Documents.OpenApi;

/// <summary><c>GET /openapi.json</c>: public, as the rules in it are no secret of anybody who may call.</summary>
internal static class OpenApiEndpoint
{
    public static void MapOpenApiDocument(this IEndpointRouteBuilder app, IServiceProvider gateway)
    {
        var document = gateway.GetRequiredService<PublishedDocument>();
        var address = gateway.GetRequiredService<PublicAddress>();
        app.MapMethods(GatewayPath.OpenApi, [HttpMethods.Get, HttpMethods.Head], async (HttpContext context) =>
        {
            var (body, tag) = document.For(address.Of(context.Request));
            var response = context.Response;
            response.Headers.AccessControlAllowOrigin = "*";
            response.Headers.CacheControl = "public, max-age=60";
            response.Headers.ETag = tag;
            if (IsKnown(context.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            response.ContentType = "application/json";
            response.ContentLength = body.Length;
            if (!HttpMethods.IsHead(context.Request.Method))
            {
                await response.Body.WriteAsync(body, context.RequestAborted);
            }
        });
    }

    /// <summary>RFC 9110 section 13.1.2: compared weakly.</summary>
    private static bool IsKnown(HttpRequest request, string tag) =>
        EntityTagHeaderValue.TryParseList([.. request.Headers.IfNoneMatch.OfType<string>()], out var known)
        && known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Tag == tag);
}
