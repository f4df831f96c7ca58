using System.Reflection;
using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

public sealed class DocumentTests
{
    private static readonly string[] Codes =
        [.. typeof(MistakeCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void The_document_explains_every_code_and_no_other()
    {
        var documented = File.ReadLines(RoutesFiles.PathOf("routes.md"))
            .SkipWhile(line => line != "## Mistakes")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]);

        Assert.Equal(Codes.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_code_is_in_a_bad_file_or_belongs_to_the_file_as_a_whole()
    {
        var shown = Directory.GetFiles(RoutesFiles.PathOf("bad"), "*.txt")
            .SelectMany(File.ReadLines)
            .Select(line => line.Split(' ')[1])
            .Append(MistakeCode.UnreadableFile)
            .Append(MistakeCode.UnusableFile);

        Assert.Equal(Codes.Order(StringComparer.Ordinal), shown.Distinct().Order(StringComparer.Ordinal));
    }
}
