using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Authorization.Shadow;

/// <summary>
/// How candidates have done so far, by operation and caller, in the memory of this instance. Counted by <see cref="Operation.RouteId"/>:
/// where the rule or the candidate changes, counting begins anew.
/// </summary>
internal sealed class ShadowTally(TimeProvider clock)
{
    /// <summary>Further callers of an operation are counted together, in one row for all of them.</summary>
    public const int RowsMax = 1_000;

    private readonly DateTimeOffset since = clock.GetUtcNow();
    private readonly Lock gate = new();
    private readonly Dictionary<(string Route, CallerRecord? Caller), ShadowCaller> rows = [];

    public void Add(Operation operation, CallerRecord caller, ShadowRecord shadow, DateTimeOffset now)
    {
        lock (gate)
        {
            (string, CallerRecord?) row = (operation.RouteId, caller);
            if (rows.Count >= RowsMax && !rows.ContainsKey(row))
            {
                row = (operation.RouteId, null);
            }

            rows[row] = (rows.GetValueOrDefault(row) ?? ShadowCaller.New(row.Item2, now)).And(shadow, now);
        }
    }

    /// <summary>Every candidate of the table, tried or not. Rows about rules that it does not have any more are dropped.</summary>
    public ShadowReport Report(RouteTable table)
    {
        Operation[] watched = [.. table.Operations.Where(operation => operation.Candidate is not null)];
        var routes = watched.Select(operation => operation.RouteId).ToHashSet(StringComparer.Ordinal);
        ILookup<string, ShadowCaller> byRoute;
        lock (gate)
        {
            foreach (var row in rows.Keys.Where(row => !routes.Contains(row.Route)))
            {
                rows.Remove(row);
            }

            byRoute = rows.ToLookup(row => row.Key.Route, row => row.Value);
        }

        return new ShadowReport(
            table.Hash[..RouteTable.ShortHashLength], since, [.. watched.Select(operation => ShadowOperation.Of(operation, byRoute[operation.RouteId]))]);
    }
}
