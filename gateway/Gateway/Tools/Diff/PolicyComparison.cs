using System.Collections.Immutable;

namespace Gateway.Tools.Diff;

/// <summary>
/// Compares two policies by what they do: each kind of request is matched against both, and where it finds its operations, those are
/// compared by what they ask for. Names do not count, so a request that another operation takes now is noticed.
/// </summary>
internal static class PolicyComparison
{
    public static async Task<PolicyDiff> CompareAsync(ComparedPolicy old, ComparedPolicy @new)
    {
        var pairs = await PairsAsync(old, @new);
        var operations = pairs.Select(pair => pair.Compare()).ToList();
        return new PolicyDiff(
            [
                .. operations.OfType<Change>()
                    .Concat(IssuerChanges.Of(old.Table, @new.Table, pairs))
                    .Concat(ForwardingChanges.Of(pairs))
                    .OrderBy(change => !change.CountsAsWeaker).ThenBy(change => change.Kind),
            ],
            operations.Count(change => change is null));
    }

    /// <summary>Each pair of operations that have a request in common, with the first such; in the order of the new file, then of the old.</summary>
    private static async Task<ImmutableArray<OperationPair>> PairsAsync(ComparedPolicy old, ComparedPolicy @new)
    {
        var pairs = new Dictionary<(string?, string?), OperationPair>();
        foreach (var request in RequestSpace.Of(old.Table, @new.Table))
        {
            var pair = new OperationPair(request, await old.FindAsync(request), await @new.FindAsync(request));
            if (pair is not { Old: null, New: null })
            {
                pairs.TryAdd((pair.Old?.Operation.RouteId, pair.New?.Operation.RouteId), pair);
            }
        }

        var order = @new.Table.Operations.Concat(old.Table.Operations).Select((operation, index) => (operation.RouteId, index))
            .DistinctBy(operation => operation.RouteId)
            .ToDictionary(operation => operation.RouteId, operation => operation.index, StringComparer.Ordinal);
        return [.. pairs.Values.OrderBy(pair => order[(pair.New ?? pair.Old)!.Operation.RouteId])];
    }
}
