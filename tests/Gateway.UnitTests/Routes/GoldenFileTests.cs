using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

/// <summary><c>bad/NAME.json</c> has exactly the mistakes in <c>bad/NAME.txt</c>, one a line; <c>good/NAME.json</c> has none.</summary>
public sealed class GoldenFileTests
{
    public static TheoryData<string> Bad => Names("bad");

    public static TheoryData<string> Good => Names("good");

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_file_gets_exactly_these_messages(string name)
    {
        var result = Read("bad", name);

        Assert.Equal(File.ReadAllText(RoutesFiles.PathOf($"bad/{name}.txt")), string.Concat(result.Mistakes.Select(mistake => $"{mistake}\n")));
        Assert.Null(result.Table);
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void A_good_file_compiles(string name)
    {
        var result = Read("good", name);

        Assert.Empty(result.Mistakes);
        Assert.NotNull(result.Table);
    }

    private static RouteTableResult Read(string folder, string name) =>
        RouteTableReader.Read($"{name}.json", File.ReadAllBytes(RoutesFiles.PathOf($"{folder}/{name}.json")), RoutesFiles.Development);

    private static TheoryData<string> Names(string folder) =>
        [.. Directory.GetFiles(RoutesFiles.PathOf(folder), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];
}
