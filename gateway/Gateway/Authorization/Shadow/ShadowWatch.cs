using Gateway.Observability;
using Gateway.Routes;

namespace Gateway.Authorization.Shadow;

/// <summary>
/// Tries candidates beside the rules that are enforced. It can only report: it is asked when the yes is given already, returns nothing, and
/// whatever goes wrong in it ends in the log.
/// </summary>
internal sealed partial class ShadowWatch(ShadowTally tally, DecisionLog decisions, GatewayMetrics metrics, ILogger<ShadowWatch> logger)
{
    public void Try(Operation operation, TokenResult token, DateTimeOffset now, string requestId)
    {
        try
        {
            if (token is not TokenResult.Verified { Caller: var caller } || ShadowRecord.Of(operation, token, now) is not { } shadow)
            {
                return;
            }

            tally.Add(operation, CallerRecord.Of(caller), shadow, now);
            metrics.ShadowDecided(operation.Id, shadow.Code);
            if (shadow.WouldRefuse)
            {
                decisions.Add(operation, token, now, requestId);
            }
        }
        catch (Exception surprise)
        {
            LogFailed(logger, surprise, operation.Id);
        }
    }

    [LoggerMessage(2101, LogLevel.Error, "The candidate of {Operation} could not be tried; the request was not affected")]
    private static partial void LogFailed(ILogger logger, Exception surprise, string operation);
}
