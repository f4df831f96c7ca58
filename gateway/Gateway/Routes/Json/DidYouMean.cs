namespace Gateway.Routes.Json;

/// <summary>Finds the name a person probably meant.</summary>
internal static class DidYouMean
{
    private const int ComparedLengthMax = 64;

    /// <summary><c>; did you mean "X"?</c>, or nothing when no known name is near.</summary>
    public static string For(string written, IEnumerable<string> known) => Nearest(written, known) switch
    {
        null => "",
        var nearest when string.Equals(written, nearest, StringComparison.OrdinalIgnoreCase) =>
            $"; did you mean {Wording.Quote(nearest)}? Upper and lower case differ",
        var nearest => $"; did you mean {Wording.Quote(nearest)}?",
    };

    /// <summary>The known name that is nearest; null when none is near.</summary>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        var (nearest, distance) = known
            .Select(name => (Name: name, Distance: Distance(written, name)))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault((Name: "", Distance: int.MaxValue));

        // Equal but for the case, or one slip in a short name, one more for every three further characters.
        return string.Equals(written, nearest, StringComparison.OrdinalIgnoreCase) || distance <= Math.Max(1, written.Length / 3) ? nearest : null;
    }

    /// <summary>
    /// Characters to insert, drop, replace or swap with their neighbour (optimal string alignment). Case alone is no distance.
    /// </summary>
    private static int Distance(string left, string right)
    {
        if (left.Length > ComparedLengthMax || right.Length > ComparedLengthMax)
        {
            return int.MaxValue;
        }

        left = left.ToLowerInvariant();
        right = right.ToLowerInvariant();
        var cost = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : Cheapest(i, j);
            }
        }

        return cost[left.Length, right.Length];

        int Cheapest(int i, int j)
        {
            var replaced = cost[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            var best = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
            var swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            return swapped ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
        }
    }
}
