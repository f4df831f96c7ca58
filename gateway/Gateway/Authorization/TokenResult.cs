using Gateway.Problems;
using Microsoft.AspNetCore.Authentication;

namespace Gateway.Authorization;

/// <summary>What authentication found, as the decision sees it: no token, a refused one, or a caller.</summary>
internal abstract record TokenResult
{
    private TokenResult()
    {
    }

    internal sealed record None : TokenResult;

    internal sealed record Refused(Problem Problem) : TokenResult;

    internal sealed record Verified(CallerIdentity Caller) : TokenResult;

    public static TokenResult Of(HttpContext context) =>
        context.User.Identity is CallerIdentity caller ? new Verified(caller)
        : context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Failure switch
        {
            null => new None(),
            RefusedException refused => new Refused(refused.Problem),
            // Whatever else stopped authentication: it was no verified token.
            _ => new Refused(Problem.Of(TokenFault.Malformed)),
        };
}
