using Gateway.Routes;

namespace Gateway.Problems;

/// <summary>
/// Answers that were given a moment ago. Most of those who are refused come again as they are, and then the answer is the same but for the
/// request's id.
/// <para>
/// Each problem has one place where its answer can be, and the next one that has the same place takes it: so there are never more than places, of
/// a size that has a limit, whatever clients send.
/// </para>
/// </summary>
internal sealed class GivenAnswers
{
    private const int Places = 256;

    /// <summary>
    /// It may be what a client says it is in Host. The name of a host has at most 255 octets (RFC 1035 section 2.3.4); what is longer is answered,
    /// and not kept.
    /// </summary>
    public const int GatewayLengthMax = 300;

    private readonly Given?[] given = new Given?[Places];

    /// <param name="gateway">Where this client sees the gateway.</param>
    /// <param name="api">Null: the request is none of an API's.</param>
    public ProblemAnswer To(Problem problem, string gateway, Api? api)
    {
        ref var place = ref given[(uint)problem.GetHashCode() % Places];
        if (Volatile.Read(ref place) is { } known && known.IsTo(problem, gateway, api))
        {
            return known.Answer;
        }

        var answer = ProblemAnswer.To(problem, ProblemLinks.For(problem.Refusal, gateway, api));
        if (gateway.Length <= GatewayLengthMax)
        {
            Volatile.Write(ref place, new Given(problem, gateway, api?.Prefix, answer));
        }

        return answer;
    }

    /// <param name="Prefix">And not its API, which would keep alive a policy that is not in force any more.</param>
    private sealed record Given(Problem Problem, string Gateway, string? Prefix, ProblemAnswer Answer)
    {
        /// <summary>Scopes are the same when they are the same arrays, as those of one rule are. So lists need not be compared.</summary>
        public bool IsTo(Problem problem, string gateway, Api? api) => Problem == problem && Gateway == gateway && Prefix == api?.Prefix;
    }
}
