using Gateway.Downstream;
using Microsoft.AspNetCore.Authorization;

namespace Services;

/// <summary>
/// In: a request that routing has matched. Out: the same request, if the gateway says who calls or the operation is marked
/// <c>AllowAnonymous</c>; 401 otherwise. It never reads a token and never checks a scope: the gateway did.
/// </summary>
internal static class CallerRequired
{
    public static void UseCallerRequired(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint() is not { } operation
            || operation.Metadata.GetMetadata<IAllowAnonymous>() is not null
            || GatewayUser.From(context.Request) is not null)
        {
            await next(context);
            return;
        }

        // RFC 9110 section 15.5.2: a 401 names a way in. The way in is the gateway, which takes bearer tokens; the service takes none.
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"gateway\"";
        await TypedResults.Problem(
            statusCode: StatusCodes.Status401Unauthorized,
            detail: "This service is to be reached through the gateway only, which says who calls. The request names no caller.")
            .ExecuteAsync(context);
    });
}
