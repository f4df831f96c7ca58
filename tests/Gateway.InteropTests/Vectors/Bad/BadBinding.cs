using static Gateway.InteropTests.Vectors.Bad.BadVectors;

namespace Gateway.InteropTests.Vectors.Bad;

/// <summary>The request it was made for.</summary>
internal static class BadBinding
{
    private static readonly string[] Methods = ["DELETE", "HEAD", "get", "Get", ""];

    private static readonly string[] Paths =
    [
        "/8", "/", "", "7", "/7/", "//7", "/77", "/7?all=true", "/7?", "/7#x", "/%37", "/./7", "/x/../7", "http://timesheets/7",
    ];

    public static IEnumerable<VectorCase> Cases(BadVectors bad)
    {
        const string Other = "it was made for another request";
        foreach (var method in Methods)
        {
            yield return Case($"Made for the method \"{method}\", used for GET", Other, For("htm", method));
        }

        foreach (var path in Paths)
        {
            yield return Case($"Made for the path \"{path}\", used for /7", Other, For("htu", path));
        }

        yield return Case("Made for the path as it is when decoded", Other, For("htu", "/a b")) with { Path = "/a%20b" };
        yield return Case("Made for the path with an escape in other letters", Other, For("htu", "/a%2fb")) with { Path = "/a%2Fb" };
        yield return Case("Made for the path in other letters", Other, For("htu", "/People")) with { Path = "/people" };

        string For(string member, string value) => bad.Draft(member, payload => payload[member] = value).Signed();
    }
}
