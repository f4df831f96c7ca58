using System.Text.RegularExpressions;
using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

/// <summary>What docs/issuers.md and the README tell people to write is right, in production too.</summary>
public sealed partial class IssuersDocumentTests
{
    private static readonly string Document = Repository.Read("docs", "issuers.md");

    public static TheoryData<string> Snippets => [.. In(Document), .. In(Repository.Read("README.md")).Where(snippet => snippet.Contains("\"Version\"", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void A_snippet_of_a_routes_file_compiles(string snippet) =>
        Assert.Empty(RoutesFiles.Read(snippet.StartsWith('{') ? snippet : Whole(snippet), RoutesFiles.Production).Mistakes);

    [Fact]
    public void Every_preset_has_a_row_and_a_snippet()
    {
        Assert.Equal(9, In(Document).Count());
        Assert.All(IssuerPresets.All, preset => Assert.Contains($"| `{preset.Name}` |", Document, StringComparison.Ordinal));
        Assert.All(
            IssuerPresets.All.Select(preset => preset.Name).Except(["rfc9068", "auth0-rfc9068"]),
            name => Assert.Contains($"\"Preset\": \"{name}\"", Document, StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_names_what_the_preset_requires()
    {
        Assert.All(IssuerPresets.All, preset =>
        {
            var row = Document.Split('\n').Single(line => line.StartsWith($"| `{preset.Name}` |", StringComparison.Ordinal));
            Assert.Contains($"`{preset.ClientClaim}`", row, StringComparison.Ordinal);
            Assert.Contains($"`{preset.ScopeClaim}`", row, StringComparison.Ordinal);
            Assert.All(preset.TokenTypes, type => Assert.Contains(type.Length == 0 ? "none" : $"`{type}`", row, StringComparison.Ordinal));
            Assert.All(
                preset.RequiredClaims.Except(["iss", "exp", "iat", "sub", "aud"]),
                claim => Assert.Contains($"`{claim}`", row, StringComparison.Ordinal));
            Assert.All(preset.RequiredTests, test => Assert.Contains($"`{test.Operand}`", row, StringComparison.Ordinal));
        });
    }

    private static string Whole(string issuers) => $$"""
        {
          "Version": 1,
          {{issuers}},
          "Scopes": { "read": "Read" },
          "Apis": { "a": { "Prefix": "/a", "Upstream": "http://a", "Operations": { "GET /": "read" } } }
        }
        """;

    private static IEnumerable<string> In(string document) => Fence().Matches(document).Select(match => match.Groups["text"].Value);

    [GeneratedRegex("^```jsonc\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
