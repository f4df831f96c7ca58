using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.Observability;

/// <summary>
/// The table in docs/operations.md has the gateway's metrics as a running one has them. <c>GATEWAY_DOCS_UPDATE=1</c> writes it anew; the
/// tags, which an instrument does not tell, are written by hand and compared with what is measured here.
/// </summary>
public sealed partial class MetricsDocumentTests
{
    private static readonly string Document = Path.Combine(Repository.Root, "docs", "operations.md");

    [Fact]
    public async Task Every_metric_is_in_the_table_and_has_the_tags_that_stand_there()
    {
        await using var api = await Api.StartAsync(
            "'GET /': { 'Scopes': 'read', 'RateLimit': { 'Permits': 1, 'Per': '1m', 'By': 'client' }, "
            + "'Candidate': { 'Scopes': 'write', 'Until': '2100-01-01' } }");
        using var measured = Measurements.Of(api.Gateway);
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsFromServiceAsync();
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsRefusedAsync(429, "rate_limited");
        await measured.UntilAsync("outcome=rate_limited");
        measured.Collect();

        var document = await File.ReadAllTextAsync(Document);
        var table = Table().Match(document);
        var written = table.Groups["rows"].Value;
        var tags = Row().Matches(written).ToDictionary(row => row.Groups["name"].Value, row => row.Groups["tags"].Value.Trim());
        var rows = string.Concat(measured.Instruments
            .OrderBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => RowOf(one, tags.GetValueOrDefault(one.Name, ""))));
        if (Environment.GetEnvironmentVariable("GATEWAY_DOCS_UPDATE") == "1")
        {
            await File.WriteAllTextAsync(Document, document.Replace(table.Value, table.Groups["head"].Value + rows, StringComparison.Ordinal));
        }

        Assert.Equal(rows, written);
        foreach (var line in measured.Lines)
        {
            var parts = line.Split(' ', 2);
            foreach (var tag in TagName().Matches(parts[1]).Select(match => match.Groups["name"].Value))
            {
                Assert.True(tags[parts[0]].Contains($"`{tag}`", StringComparison.Ordinal), $"{parts[0]} has the tag {tag}.");
            }
        }
    }

    private static string RowOf(Instrument instrument, string tags) =>
        $"| `{instrument.Name}` | {TypeOf(instrument)} | {instrument.Unit?.Trim('{', '}')} | {tags} | {instrument.Description} |\n";

    private static string TypeOf(Instrument instrument) => instrument.GetType().Name switch
    {
        var name when name.Contains("UpDownCounter", StringComparison.Ordinal) => "up-down counter",
        var name when name.Contains("Counter", StringComparison.Ordinal) => "counter",
        var name when name.Contains("Histogram", StringComparison.Ordinal) => "histogram",
        _ => "gauge",
    };

    [GeneratedRegex(@"(?<head>\| metric \| type \|[^\n]*\n\|[- |]*\n)(?<rows>(?:\|[^\n]*\n)*)")]
    private static partial Regex Table();

    [GeneratedRegex(@"^\| `(?<name>[^`]+)` \|[^|]*\|[^|]*\|(?<tags>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"(?:^| )(?<name>[a-z_]+)=")]
    private static partial Regex TagName();
}
