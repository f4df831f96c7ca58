using static Gateway.InteropTests.Vectors.Bad.BadVectors;

namespace Gateway.InteropTests.Vectors.Bad;

/// <summary>The lines of the header: none, two, or one that is more than an assertion.</summary>
internal static class BadLines
{
    public static IEnumerable<VectorCase> Cases(BadVectors bad)
    {
        const string Two = "which of them counts is anybody's guess";
        var (good, another) = (bad.Draft("lines").Signed(), bad.Draft("another line").Signed());
        yield return Case("No assertion", "there is nothing to verify");
        yield return Case("An empty header", "there is nothing to verify", "");
        yield return Case("The same assertion in two lines", "the gateway writes one line", good, good);
        yield return Case("Two good assertions in two lines", Two, good, another);
        yield return Case("A good assertion, and something else in a second line", Two, good, "x");
        yield return Case("Something else, and a good assertion in a second line", Two, "x", good);
        yield return Case("Two lines that something on the way joined with a comma", Two, $"{good}, {another}");
        yield return Case("The word Bearer in front", "it is no assertion", $"Bearer {good}");
    }
}
