using Gateway.Problems;

namespace Gateway;

/// <summary>What authentication found, as the decision sees it: no token, a refused one, or a caller.</summary>
internal abstract record TokenResult
{
    private static readonly None Nothing = new();

    private TokenResult()
    {
    }

    internal sealed record None : TokenResult;

    /// <summary>A feature of the request that brought it.</summary>
    internal sealed record Refused(Problem Problem) : TokenResult;

    internal sealed record Verified(CallerIdentity Caller) : TokenResult;

    /// <summary>To be asked after authentication.</summary>
    public static TokenResult Of(HttpContext context) =>
        context.User.Identity is CallerIdentity caller ? new Verified(caller)
        : context.Features.Get<Refused>() is { } refused ? refused
        : Nothing;
}
