using System.Globalization;
using System.Text;

namespace Gateway.Limits;

/// <summary>
/// What a request was counted by so far, and on its answer, whatever that is, the fields that say so to the client
/// (draft-ietf-httpapi-ratelimit-headers-10 sections 3 and 4): the tightest limit first, and nothing of who is counted.
/// </summary>
internal sealed class LimitStates
{
    private const string PolicyField = "RateLimit-Policy";
    private const string StateField = "RateLimit";

    private static readonly Comparer<LimitState> TightestFirst = Comparer<LimitState>.Create(
        (one, other) => (one.Remaining, other.ResetSeconds).CompareTo((other.Remaining, one.ResetSeconds)));

    private readonly List<LimitState> states = [];

    private LimitStates()
    {
    }

    public static LimitStates Of(HttpContext context)
    {
        if (context.Features[typeof(LimitStates)] is LimitStates known)
        {
            return known;
        }

        var states = new LimitStates();
        context.Features[typeof(LimitStates)] = states;
        // When the answer starts: a service's fields of these names, and a problem that clears everything, have been written by then.
        context.Response.OnStarting(WriteAsync, context);
        return states;
    }

    public void Add(IEnumerable<LimitState> more) => states.AddRange(more);

    private static Task WriteAsync(object context)
    {
        var headers = ((HttpContext)context).Response.Headers;
        var (policies, standings) = (new StringBuilder(), new StringBuilder());
        foreach (var (limit, remaining, resetSeconds) in Of((HttpContext)context).states.Order(TightestFirst))
        {
            var separator = policies.Length == 0 ? "" : ", ";
            policies.Append(CultureInfo.InvariantCulture, $"{separator}\"{limit.Name}\";q={limit.Permits};w={(int)limit.Per.TotalSeconds}");
            standings.Append(CultureInfo.InvariantCulture, $"{separator}\"{limit.Name}\";r={Math.Max(0, remaining)};t={resetSeconds}");
        }

        headers[PolicyField] = policies.ToString();
        headers[StateField] = standings.ToString();
        return Task.CompletedTask;
    }
}
