using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

/// <summary>
/// <c>bad/NAME.json</c> has exactly the mistakes in <c>bad/NAME.txt</c>, one a line; <c>good/NAME.json</c> has none. A directory
/// <c>NAME</c> is a policy of several files, read in Development.
/// </summary>
public sealed class GoldenFileTests
{
    public static TheoryData<string> Bad => Names("bad");

    public static TheoryData<string> Good => Names("good");

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_file_gets_exactly_these_messages(string name)
    {
        var result = Read("bad", name);

        var expected = File.ReadAllText(RoutesFiles.PathOf($"bad/{Path.GetFileNameWithoutExtension(name)}.txt"));
        var folder = RoutesFiles.PathOf($"bad/{name}/");
        Assert.Equal(expected, string.Concat(result.Mistakes.Select(mistake => $"{mistake}\n")).Replace(folder, "", StringComparison.Ordinal));
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

    private static RouteTableResult Read(string folder, string name)
    {
        var path = RoutesFiles.PathOf($"{folder}/{name}");
        return Directory.Exists(path)
            ? RouteTableReader.Read(path, RoutesFiles.Development)
            : RouteTableReader.Read(name, File.ReadAllBytes(path), RoutesFiles.Development);
    }

    private static TheoryData<string> Names(string folder)
    {
        var path = RoutesFiles.PathOf(folder);
        return [.. Directory.GetFiles(path, "*.json").Concat(Directory.GetDirectories(path)).Select(found => Path.GetFileName(found)).Order()];
    }
}
