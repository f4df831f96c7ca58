using System.Text.RegularExpressions;

namespace Gateway.UnitTests;

/// <summary>What <c>docs/security.md</c> names is there: the tests, by class and name, and the places in the gateway.</summary>
public sealed partial class SecurityDocumentTests
{
    private static readonly string[] Rows = [.. Repository.Read("docs", "security.md").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))];

    [Fact]
    public void Every_test_it_names_exists()
    {
        var tests = Repository.Sources("tests").Select(File.ReadAllText).ToArray();
        var named = Rows.SelectMany(row => TestName().Matches(row.Split('|')[^2])).ToArray();
        Assert.NotEmpty(named);
        foreach (var name in named)
        {
            Assert.Contains(tests, source =>
                source.Contains($"class {name.Groups["class"].Value}", StringComparison.Ordinal)
                && (!name.Groups["test"].Success || source.Contains($" {name.Groups["test"].Value}(", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Every_place_it_names_exists()
    {
        foreach (var place in Rows.SelectMany(row => Place().Matches(row.Split('|')[2])).Select(match => match.Groups[1].Value))
        {
            var path = Path.Combine(Repository.Root, "gateway", "Gateway", place);
            Assert.True(File.Exists(path + ".cs") || Directory.Exists(path), place);
        }
    }

    [GeneratedRegex(@"`(?<class>\w+Tests)(?:\.(?<test>\w+))?`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"`(\w+(?:/\w+)+)`")]
    private static partial Regex Place();
}
