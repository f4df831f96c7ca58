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

    /// <summary>
    /// Authentication has run; asked again within the request it hands out the same result. It is asked, because the middleware keeps a
    /// failure to itself: <c>HttpContext.User</c> says only that nobody was verified.
    /// </summary>
    public static async Task<TokenResult> OfAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync();
        return (result.Principal?.Identity, result.Failure) switch
        {
            (CallerIdentity caller, null) => new Verified(caller),
            (null, null) => new None(),
            (_, RefusedException refused) => new Refused(refused.Problem),
            // Whatever else stopped authentication: it was no verified token.
            _ => new Refused(Problem.Of(TokenFault.Malformed)),
        };
    }
}
