using Gateway.Authorization.Shadow;
using Gateway.Observability.Decisions;
using Gateway.Routes;

namespace Gateway.Authorization;

/// <summary>
/// Asks the evaluator about a request and leaves the answer with it. After a yes the candidate is tried, where there is one; a no is kept before it
/// is answered: whoever has the answer can ask why.
/// </summary>
internal sealed class RequestDecisions(TimeProvider clock, ShadowWatch shadow, DecisionLog log, DecisionFile file)
{
    public Decision Decide(HttpContext request, Operation operation)
    {
        var token = TokenResult.Of(request);
        var now = clock.GetUtcNow();
        var decision = Evaluator.Decide(operation, token, now);
        request.Features[typeof(Decision)] = decision;
        if (!decision.Allowed)
        {
            log.Add(operation, token, now, request.TraceIdentifier);
            if (file.IsOn)
            {
                request.Features.Set(new DecidedRequest(Allowed: false, log.RecordOf(operation, token, now, request.TraceIdentifier)));
            }
        }
        else if (operation.Candidate is not null)
        {
            shadow.Try(operation, token, now, request.TraceIdentifier);
        }

        return decision;
    }
}
