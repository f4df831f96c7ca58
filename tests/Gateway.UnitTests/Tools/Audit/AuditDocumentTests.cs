using Gateway.Tools.Audit;

namespace Gateway.UnitTests.Tools.Audit;

public sealed class AuditDocumentTests
{
    [Fact]
    public void The_document_has_every_rule_with_its_severity_finding_and_fix()
    {
        var documented = Repository.Read("docs", "cli.md").Split('\n')
            .SkipWhile(line => line != "## audit").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .SkipWhile(line => line != "| rule | severity | what of it | what to do |").Skip(2)
            .TakeWhile(line => line.StartsWith('|'));

        Assert.Equal(
            AuditRules.All.Select(rule => $"| `{rule.Id}` | {rule.Severity.InWords} | {rule.Finding} | {rule.Fix} |"),
            documented);
    }
}
