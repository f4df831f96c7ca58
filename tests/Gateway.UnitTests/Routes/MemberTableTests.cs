using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Gateway.Routes.Schema;

namespace Gateway.UnitTests.Routes;

/// <summary>
/// The tables of docs/routes.md say of each member what the schema says. <c>GATEWAY_DOCS_UPDATE=1</c> writes their rows anew instead.
/// </summary>
public sealed partial class MemberTableTests
{
    private static readonly Dictionary<string, ImmutableArray<Member>> Sections = new(StringComparer.Ordinal)
    {
        ["## Top level"] = RoutesShape.Object.Members,
        ["## Issuers"] = IssuerShape.Object.Members,
        ["### Introspection"] = IntrospectionShape.Object.Members,
        ["## Scopes"] = ScopeShape.Object.Members,
        ["## Apis"] = ApiShape.Object.Members,
        ["### UpstreamTls"] = UpstreamTlsShape.Object.Members,
        ["### Resilience"] = ResilienceShape.Object.Members,
        ["#### CircuitBreaker"] = ResilienceShape.Breaker.Members,
        ["### Forward"] = ForwardShape.Object.Members,
        ["### Cors"] = CorsShape.Object.Members,
        ["## Operations"] = RequirementShape.Object.Members,
        ["### Step-up"] = StepUpShape.Object.Members,
        ["### RateLimit"] = RateLimitShape.Object.Members,
        ["### Deprecated"] = DeprecatedShape.Object.Members,
        ["### Candidate"] = [CandidateShape.Until],
    };

    public static TheoryData<string> Headings => [.. Sections.Keys];

    [Theory]
    [MemberData(nameof(Headings))]
    public async Task A_table_has_exactly_the_members_of_the_schema(string heading)
    {
        var document = Repository.Read("docs", "routes.md");
        var section = document[document.IndexOf($"\n{heading}\n", StringComparison.Ordinal)..];
        var table = Table().Match(section);
        Assert.True(table.Success, $"No table of members after {heading}");

        var columns = Cells(table.Groups["columns"].Value);
        var rows = string.Concat(Sections[heading].Select(member => $"|{string.Concat(columns.Select(column => $" {Cell(member, column)} |"))}\n"));
        rows = rows.Replace("  |", " |", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("GATEWAY_DOCS_UPDATE") == "1")
        {
            var path = Path.Combine(Repository.Root, "docs", "routes.md");
            await File.WriteAllTextAsync(path, document.Replace(table.Groups["rows"].Value, rows, StringComparison.Ordinal));
        }

        Assert.Equal(table.Groups["rows"].Value, rows);
    }

    [Fact]
    public void The_members_of_YARP_are_named()
    {
        var document = Repository.Read("docs", "routes.md");
        foreach (var path in YarpMembers.All.Keys.Select(path => path.Split('.')).Where(path => path.Length == 2))
        {
            var row = document.Split('\n').Single(line => line.StartsWith($"| `{path[0]}` |", StringComparison.Ordinal));
            Assert.Contains($"`{path[1]}`", row, StringComparison.Ordinal);
        }
    }

    private static string Cell(Member member, string column) => column switch
    {
        "member" => $"`{member.Name}`",
        "type" => member.Value.Words,
        "default" => member.DefaultWords,
        "meaning" => member.Meaning,
        "example" => $"`{member.Example}`",
        _ => throw new ArgumentException($"The table has a column {column}, of which the schema says nothing."),
    };

    private static string[] Cells(string row) => [.. row.Trim('|').Split('|').Select(cell => cell.Trim())];

    [GeneratedRegex(@"^(?<columns>\| member \|.*)\n\|[-| ]+\n(?<rows>(\|.*\n)+)", RegexOptions.Multiline)]
    private static partial Regex Table();
}
