using System.Text.RegularExpressions;
using Gateway.Problems;

namespace Gateway.UnitTests;

/// <summary>docs/clients.md has every refusal that a client can meet, in the words of its page. <c>GATEWAY_DOCS_UPDATE=1</c> writes them.</summary>
public sealed partial class ClientsDocumentTests
{
    [Fact]
    public async Task Every_refusal_is_explained()
    {
        var document = Repository.Read("docs", "clients.md");
        var rows = string.Concat(Refusal.All.Where(refusal => !refusal.AdminOnly).OrderBy(refusal => refusal.Status)
            .Select(refusal => $"| `{refusal.Code}` | {refusal.Status} | {refusal.Meaning} | {refusal.Cure} |\n"));
        var written = Rows().Match(document).Groups["rows"].Value;
        if (Environment.GetEnvironmentVariable("GATEWAY_DOCS_UPDATE") == "1")
        {
            await File.WriteAllTextAsync(
                Path.Combine(Repository.Root, "docs", "clients.md"), document.Replace(written, rows, StringComparison.Ordinal));
        }

        Assert.Equal(rows, written);
    }

    [GeneratedRegex(@"\| code \| status \|[^\n]*\n\|[- |]*\n(?<rows>(?:\|[^\n]*\n)+)")]
    private static partial Regex Rows();
}
