using System.Collections.Immutable;

namespace Gateway.Testing.Policies;

/// <summary>What generators ask of chance. The same seed gives the same answers.</summary>
public static class Choices
{
    public static bool Chance(this Random random, int percent) => random.Next(100) < percent;

    public static T OneOf<T>(this Random random, params ReadOnlySpan<T> items) => items[random.Next(items.Length)];

    /// <summary>Different ones, in any order; as many as there are when there are not so many.</summary>
    public static ImmutableArray<T> Some<T>(this Random random, ReadOnlySpan<T> items, int atLeast, int atMost)
    {
        var shuffled = items.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled.Take(random.Next(atLeast, atMost + 1))];
    }
}
