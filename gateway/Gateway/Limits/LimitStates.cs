using Gateway.Routes;

namespace Gateway.Limits;

/// <summary>
/// What a request was counted by so far, and on its answer, whatever that is, the fields that say so to the client
/// (draft-ietf-httpapi-ratelimit-headers-10 sections 3 and 4): the tightest limit first, and nothing of who is counted.
/// </summary>
internal sealed class LimitStates
{
    private const string PolicyField = "RateLimit-Policy";
    private const string StateField = "RateLimit";

    private readonly List<LimitState> states = [];

    private LimitStates()
    {
    }

    /// <summary>The limit that refused it, of several the one that goes on longest.</summary>
    public LimitState? Refused => states.Where(state => !state.IsWithin).MaxBy(state => state.ResetSeconds);

    public static LimitStates Of(HttpContext context)
    {
        if (context.Features.Get<LimitStates>() is { } known)
        {
            return known;
        }

        var states = new LimitStates();
        context.Features.Set(states);
        // When the answer starts: a service's fields of these names, and a problem that clears everything, have been written by then.
        context.Response.OnStarting(
            state =>
            {
                states.Write(((HttpContext)state).Response.Headers);
                return Task.CompletedTask;
            },
            context);
        return states;
    }

    public void Add(IEnumerable<LimitState> more) => states.AddRange(more);

    private void Write(IHeaderDictionary headers)
    {
        var tightestFirst = states.OrderBy(state => state.Remaining).ThenByDescending(state => state.ResetSeconds).ToList();
        headers[PolicyField] = string.Join(", ", tightestFirst.Select(state => Policy(state.Limit)));
        headers[StateField] = string.Join(
            ", ", tightestFirst.Select(state => $"\"{state.Limit.Name}\";r={Math.Max(0, state.Remaining)};t={state.ResetSeconds}"));
    }

    private static string Policy(RateLimit limit) => $"\"{limit.Name}\";q={limit.Permits};w={(int)limit.Per.TotalSeconds}";
}
