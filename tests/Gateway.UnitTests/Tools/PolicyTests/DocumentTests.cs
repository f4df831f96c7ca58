using System.Reflection;
using Gateway.Tools.PolicyTests;

namespace Gateway.UnitTests.Tools.PolicyTests;

/// <summary>The section <c>test</c> of docs/cli.md.</summary>
public sealed class DocumentTests
{
    private static readonly string[] Codes =
        [.. typeof(PolicyTestMistakeCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(code => (string)code.GetRawConstantValue()!)];

    private static readonly string[] Rows =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "cli.md"))
            .SkipWhile(line => line != "## test").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)),
    ];

    [Fact]
    public void It_has_every_member_with_its_meaning_in_the_readers_order()
    {
        var members = PolicyTestMembers.OfFile.Concat(PolicyTestMembers.OfPersona).Concat(PolicyTestMembers.OfTest);

        Assert.Equal(members.Select(member => $"| `{member.Name}` | {member.Meaning} |"), Rows[4..^Codes.Length]);
    }

    [Fact]
    public void It_explains_every_code_of_its_own_and_no_other() =>
        Assert.Equal(Codes, Rows[^Codes.Length..].Select(row => row.Split('`')[1]));
}
