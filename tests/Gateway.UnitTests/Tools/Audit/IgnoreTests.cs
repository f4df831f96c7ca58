using Gateway.Routes;
using Gateway.Tools.Audit;
using static Gateway.UnitTests.Tools.Audit.AuditedFile;

namespace Gateway.UnitTests.Tools.Audit;

/// <summary>What an entry of the ignore file does to a finding, and what becomes of an entry that does nothing.</summary>
public sealed class IgnoreTests
{
    private static readonly string Policy = With(operations: """ "GET /": "read:a", "GET /x": { "AnyToken": true }, "GET /y": { "AnyToken": true } """);

    [Fact]
    public void An_entry_covers_the_finding_of_its_rule_at_its_place_and_no_other()
    {
        var entry = Entry("OP-004", "a GET /x");

        var findings = FindingsIn(Policy, entry);

        Assert.Equal([("a GET /x", entry), ("a GET /y", null)], findings.Select(finding => (finding.Spot.At, finding.Ignored)));
        Assert.Equal([false, true], findings.Select(finding => finding.CountsFrom(Severity.Low)));
    }

    [Fact]
    public void An_entry_counts_on_its_last_day()
    {
        Assert.NotNull(FindingsIn(Policy, Entry("OP-004", "a GET /x", Today))[0].Ignored);
    }

    [Fact]
    public void An_expired_entry_ignores_nothing_and_is_a_finding_itself()
    {
        var findings = FindingsIn(Policy, Entry("OP-004", "a GET /x", Today.AddDays(-1)));

        Assert.All(findings, finding => Assert.Null(finding.Ignored));
        var expired = Assert.Single(findings, finding => finding.Rule == AuditRules.ExpiredEntry);
        Assert.Equal(("OP-004 a GET /x", "routes.audit.json:7", "until 2030-01-30"), (expired.Spot.At, expired.Spot.Place, expired.Spot.Detail));
        Assert.True(expired.CountsFrom(Severity.Medium));
    }

    [Theory]
    [InlineData("OP-004", "a GET /z")]
    [InlineData("OP-003", "a GET /x")]
    [InlineData("OP-004", "A GET /x")]
    public void An_entry_for_nothing_is_a_finding_of_low_severity(string id, string at)
    {
        var findings = FindingsIn(Policy, Entry(id, at));

        Assert.Equal(3, findings.Count);
        Assert.Equal((AuditRules.EntryForNothing, $"{id} {at}"), (findings[2].Rule, findings[2].Spot.At));
        Assert.Equal(Severity.Low, findings[2].Rule.Severity);
    }

    [Fact]
    public void An_expired_entry_for_nothing_is_one_finding()
    {
        Assert.Equal("IGN-001", Assert.Single(FindingsIn(Clean, Entry("OP-004", "a GET /x", Today.AddDays(-1)))).Rule.Id);
    }

    [Theory]
    [InlineData("Critical", false)]
    [InlineData("High", true)]
    [InlineData("Medium", true)]
    public void A_finding_counts_from_its_own_severity_down(string from, bool counts)
    {
        var finding = Assert.Single(FindingsIn(With(api: """ "ForwardAuthorization": true, """)));

        Assert.Equal(counts, finding.CountsFrom(Enum.Parse<Severity>(from)));
    }

    [Fact]
    public void The_file_is_read_with_its_entries_and_their_lines()
    {
        var (entries, mistakes) = ReadFile("""
            {
              "$schema": "./schema.json",
              "Version": 1,
              "Ignore": [
                { "Id": "OP-004", "At": "a GET /x", "Why": "w" }, // and a comment
                { "Id": "SC-002", "At": "read:a", "Why": "v", "Until": "2027-01-31" },
              ],
            }
            """);

        Assert.Empty(mistakes);
        Assert.Equal(["OP-004 a GET /x w  :5", "SC-002 read:a v 2027-01-31 :6"], entries.Select(entry =>
            $"{entry.Id} {entry.At} {entry.Why} {entry.Until:yyyy-MM-dd} {entry.Place[entry.Place.LastIndexOf(':')..]}"));
    }

    [Fact]
    public void All_mistakes_of_the_file_are_reported_at_once()
    {
        var (_, mistakes) = ReadFile("""
            {
              "Ignore": [
                { "Id": "OP-04", "At": "a GET /x", "Why": " " },
                { "Id": "OP-004", "At": "a GET /x", "Until": "31.1.2027" },
                { "id": "OP-004", "At": "a", "Why": "w" },
                { "Id": "IGN-001", "At": "a", "Why": "w", "Until": 2027 },
                { "Id": "SC-002", "At": "a", "Why": "w" },
                { "Id": "SC-002", "At": "a", "Why": "again", "Until": "2027-02-30" },
                "OP-004"
              ]
            }
            """);

        Assert.Equal(
            [
                "1:1 missing-member", "3:13 unknown-rule", "3:47 empty-value", "4:5 missing-member", "4:50 bad-date", "5:5 missing-member",
                "5:7 unknown-member", "6:13 unknown-rule", "6:56 wrong-type", "8:5 duplicate-value", "8:59 bad-date", "9:5 wrong-type",
            ],
            mistakes.Select(mistake => $"{mistake.Line}:{mistake.Column} {mistake.Code}"));
        Assert.Contains(mistakes, mistake => mistake.Message.EndsWith("did you mean \"OP-004\"?", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "empty-file")]
    [InlineData("[]", "wrong-type")]
    [InlineData("""{ "Version": 1, "Ignore": [] }""", "empty-value")]
    [InlineData("""{ "Version": 2, "Ignore": [{ "Id": "OP-004", "At": "a", "Why": "w" }] }""", "unsupported-version")]
    [InlineData("""{ "Version": 1 """, "invalid-json")]
    public void A_file_that_is_none_is_refused(string json, string code)
    {
        Assert.Equal(code, Assert.Single(ReadFile(json).Mistakes).Code);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_mistake()
    {
        var mistakes = new MistakeList("no/such/file.json");

        Assert.Empty(IgnoreFile.Read("no/such/file.json", mistakes));
        Assert.Equal("no/such/file.json:0:0 unreadable-file the file cannot be read: there is no such file", Assert.Single(mistakes.InOrder()).ToString());
    }

    private static (IReadOnlyList<IgnoreEntry> Entries, IReadOnlyList<Mistake> Mistakes) ReadFile(string json)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-");
        try
        {
            var path = Path.Combine(folder.FullName, IgnoreFile.Name);
            File.WriteAllText(path, json);
            var mistakes = new MistakeList(path);
            return (IgnoreFile.Read(path, mistakes), mistakes.InOrder());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IgnoreEntry Entry(string id, string at, DateOnly? until = null) => new(id, at, "because", until, "routes.audit.json:7");
}
