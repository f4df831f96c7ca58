using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Authorization.Shadow;

/// <summary>How the candidates of a policy have done: what <c>GET /shadow</c> answers and <c>Gateway shadow report</c> shows.</summary>
/// <param name="Policy">The first digits of the policy's hash.</param>
/// <param name="Since">When this instance began to count.</param>
internal sealed record ShadowReport(string Policy, DateTimeOffset Since, ImmutableArray<ShadowOperation> Operations);

/// <param name="Place"><c>file:line</c> where the operation is written.</param>
/// <param name="Until">The day by which the candidate is to be promoted or dropped.</param>
/// <param name="Callers">Those who would be refused first, the more often the earlier.</param>
internal sealed record ShadowOperation(
    string Operation, string Place, DateOnly Until, long WouldAllow, long WouldRefuse, ImmutableArray<ShadowCaller> Callers)
{
    public static ShadowOperation Of(Operation operation, IEnumerable<ShadowCaller> callers)
    {
        ImmutableArray<ShadowCaller> ordered =
        [
            .. callers
                .OrderByDescending(row => row.WouldRefuse)
                .ThenBy(row => row.Caller?.Client, StringComparer.Ordinal)
                .ThenBy(row => row.FirstSeen),
        ];
        return new ShadowOperation(
            operation.Id,
            operation.Place,
            operation.Candidate!.Until,
            ordered.Sum(row => row.WouldAllow),
            ordered.Sum(row => row.WouldRefuse),
            ordered);
    }
}

/// <summary>What one caller has met.</summary>
/// <param name="Caller">Null: everybody who came when all rows were taken.</param>
/// <param name="Codes">Of the refusals there would have been.</param>
/// <param name="Missing">The scopes that were lacking.</param>
internal sealed record ShadowCaller(
    CallerRecord? Caller,
    long WouldAllow,
    long WouldRefuse,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    DateTimeOffset? LastRefused,
    ImmutableSortedSet<string> Codes,
    ImmutableSortedSet<string> Missing)
{
    public static ShadowCaller New(CallerRecord? caller, DateTimeOffset now) => new(caller, 0, 0, now, now, null, Ordinal, Ordinal);

    private static readonly ImmutableSortedSet<string> Ordinal = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>One request more.</summary>
    public ShadowCaller And(ShadowRecord shadow, DateTimeOffset now) => shadow.WouldRefuse
        ? this with
        {
            WouldRefuse = WouldRefuse + 1,
            LastSeen = now,
            LastRefused = now,
            Codes = Codes.Add(shadow.Code!),
            Missing = Missing.Union(shadow.Missing),
        }
        : this with { WouldAllow = WouldAllow + 1, LastSeen = now };
}
