using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Authentication.Introspection;

/// <summary>
/// The tokens of one issuer that are no JWTs: it is asked what they are worth, and its answer is used again for a while. One question at
/// a time about one token, whoever waits for it; only so many at once, so that made-up tokens cannot turn the gateway against the issuer.
/// </summary>
internal sealed partial class OpaqueTokens(
    TrustedIssuer trusted, Routes.Introspection introspection, TimeProvider clock, ILogger<OpaqueTokens> logger) : IDisposable
{
    private const int QuestionsMax = 256;

    private readonly Lock gate = new();
    private readonly Dictionary<TokenHash, Task<Verdict>> underWay = [];

    // Two memories: no number of bad tokens drives out a good one.
    private readonly RememberedVerdicts accepted = new(countMax: 20_000, bytesMax: 64 * 1024 * 1024);
    private readonly RememberedVerdicts refused = new(countMax: 20_000, bytesMax: 32 * 1024 * 1024);

    private readonly Issuer issuer = trusted.Issuer;
    private readonly IntrospectionEndpoint endpoint = new(trusted, introspection, clock);

    /// <summary>Only for a token that has the form of one of these (<see cref="OpaqueToken.HasForm"/>).</summary>
    public async Task<TokenVerdict> VerifyAsync(string token)
    {
        var key = TokenHash.Of(token);
        var verdict = Remembered(key) ?? await AskAsync(key, token);
        return verdict switch
        {
            // Once more on every use: time goes on, and clocks are set.
            Verdict.Accepted { Token: var known } => known.Lifetime.Check(clock.GetUtcNow(), issuer.ClockSkew) is { } untimely
                ? TokenVerdict.Refuse(untimely) : TokenVerdict.Accept(known.Caller),
            Verdict.Refused { Fault: var fault } => TokenVerdict.Refuse(fault),
            _ => TokenVerdict.Refuse(new Problem(Refusal.IssuerUnavailable) { Reason = issuer.Name }),
        };
    }

    public void Dispose() => endpoint.Dispose();

    private Verdict? Remembered(TokenHash key) => accepted.Find(key, clock.GetUtcNow()) ?? refused.Find(key, clock.GetUtcNow());

    private Task<Verdict> AskAsync(TokenHash key, string token)
    {
        lock (gate)
        {
            if (underWay.TryGetValue(key, out var asked))
            {
                return asked;
            }

            // The answer may have come since the caller looked: it is remembered before the question is forgotten.
            if (Remembered(key) is { } answered)
            {
                return Task.FromResult(answered);
            }

            if (underWay.Count >= QuestionsMax)
            {
                LogUnavailable(logger, issuer.Name, "too many questions are under way");
                return Task.FromResult<Verdict>(new Verdict.Unavailable("too many questions are under way"));
            }

            return underWay[key] = AskOnceAsync(key, token);
        }
    }

    private async Task<Verdict> AskOnceAsync(TokenHash key, string token)
    {
        await Task.Yield(); // so that the caller's lock is left before anything else
        try
        {
            var verdict = await endpoint.AskAsync(token);
            Keep(key, verdict);
            return verdict;
        }
        finally
        {
            lock (gate)
            {
                underWay.Remove(key);
            }
        }
    }

    private void Keep(TokenHash key, Verdict verdict)
    {
        var now = clock.GetUtcNow();
        switch (verdict)
        {
            case Verdict.Accepted { Token: var token }:
                accepted.Keep(key, verdict, token.SizeBytes, token.Lifetime.UsableUntil(now, introspection.CacheFor));
                break;
            case Verdict.Refused:
                refused.Keep(key, verdict, 0, now + introspection.NegativeCacheFor);
                break;
            case Verdict.Unavailable { Ours: true } misconfigured:
                LogOurs(logger, issuer.Name, misconfigured.Why);
                break;
            case Verdict.Unavailable unavailable:
                LogUnavailable(logger, issuer.Name, unavailable.Why);
                break;
        }
    }

    [LoggerMessage(2021, LogLevel.Warning, "Issuer {Issuer}: introspection is not available: {Why}")]
    private static partial void LogUnavailable(ILogger logger, string issuer, string why);

    [LoggerMessage(2022, LogLevel.Error, "Issuer {Issuer}: introspection does not work as it is configured: {Why}")]
    private static partial void LogOurs(ILogger logger, string issuer, string why);
}
