using System.Collections.Immutable;
using System.Security.Claims;
using Gateway.Problems;
using Gateway.Routes;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Gateway.Authentication;

/// <summary>
/// What JwtBearer does with a request: it asks this, at the first of its events, and is done. Its own token handler has no view of the
/// request, and so not of the policy that the request belongs to.
/// </summary>
internal static class BearerToken
{
    public static async Task VerifyAsync(MessageReceivedContext context, AccessTokens tokens)
    {
        if (Issuers(context.HttpContext) is not { } issuers)
        {
            context.NoResult();
            return;
        }

        var (token, refused) = Credentials.Read(context.Request);
        if (refused is not null)
        {
            context.Fail(new RefusedException(refused));
            return;
        }

        if (token is null)
        {
            context.NoResult();
            return;
        }

        var verdict = await tokens.VerifyAsync(token, issuers);
        if (!verdict.Accepted)
        {
            context.Fail(new RefusedException(verdict.Refused));
            return;
        }

        context.Principal = new ClaimsPrincipal(verdict.Caller);
        context.Success();
    }

    /// <summary>
    /// Whose tokens are verified; null: nobody's. A public operation takes no token, so none is verified for it; a path that is no operation
    /// is 404 whoever asks.
    /// </summary>
    private static ImmutableArray<Issuer>? Issuers(HttpContext context)
    {
        var endpoint = context.GetEndpoint()?.Metadata;
        return endpoint?.GetMetadata<Operation>() is { Requirement: Requirement.Token } operation ? operation.Issuers
            : endpoint?.GetMetadata<GatewayPath>() == GatewayPath.TakesToken ? context.RequestServices.GetRequiredService<RoutesInForce>().Table.Issuers
            : null;
    }
}
