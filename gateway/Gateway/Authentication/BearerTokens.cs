using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Authentication;

/// <summary>
/// Who a request's token says that calls. It leaves the caller in <c>HttpContext.User</c>, or <see cref="TokenResult.Refused"/> among the
/// features, or neither: then there are no credentials that are ours.
/// </summary>
internal sealed class BearerTokens(AccessTokens tokens, TimeProvider clock, RoutesInForce routes)
{
    public Task AuthenticateAsync(HttpContext context, RequestDelegate next)
    {
        if (IssuersFor(context) is not { } issuers)
        {
            return next(context);
        }

        if (Credentials.Read(context.Request, out var authorization) is { } refused)
        {
            context.Features.Set(new TokenResult.Refused(refused));
            return next(context);
        }

        if (authorization is null)
        {
            return next(context);
        }

        if (ConnectionToken.Find(context, authorization) is { } known && known.IsBelieved(issuers, clock.GetUtcNow()))
        {
            Settle(context, tokens.Verify(known));
            return next(context);
        }

        var verifying = tokens.VerifyAsync(Credentials.TokenIn(authorization), issuers);
        if (!verifying.IsCompletedSuccessfully)
        {
            // An issuer is asked.
            return AfterAsync(verifying, context, authorization, next);
        }

        Settle(context, authorization, verifying.Result);
        return next(context);
    }

    private static async Task AfterAsync(ValueTask<TokenVerdict> verifying, HttpContext context, string authorization, RequestDelegate next)
    {
        Settle(context, authorization, await verifying);
        await next(context);
    }

    private static void Settle(HttpContext context, string authorization, TokenVerdict verdict)
    {
        Settle(context, verdict);
        if (verdict.Remembered is { } remembered)
        {
            ConnectionToken.Keep(context, authorization, remembered);
        }
    }

    private static void Settle(HttpContext context, TokenVerdict verdict)
    {
        if (verdict.Accepted)
        {
            context.User = verdict.Caller.Principal;
        }
        else
        {
            context.Features.Set(new TokenResult.Refused(verdict.Refused));
        }
    }

    /// <summary>
    /// Whose tokens are verified; null: nobody's. A public operation takes no token, so none is verified for it; a path that is no operation
    /// is 404 whoever asks.
    /// </summary>
    private ImmutableArray<Issuer>? IssuersFor(HttpContext context) =>
        context.OperationOrNull() is { } operation ? operation.Requirement is Requirement.Token ? operation.Issuers : null
            : context.GetEndpoint()?.Metadata.GetMetadata<GatewayPath>() == GatewayPath.TakesToken ? routes.Table.Issuers
            : null;
}
