using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;
using Gateway.Routes.Written;
using Gateway.Settings;

namespace Gateway.UnitTests;

/// <summary>docs/operations.md has every setting of the process, as its options type describes it. <c>GATEWAY_DOCS_UPDATE=1</c> writes them.</summary>
public sealed partial class SettingsDocumentTests
{
    [Fact]
    public async Task Every_setting_is_in_the_table()
    {
        var document = Repository.Read("docs", "operations.md");
        var rows = string.Concat(typeof(SectionAttribute).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(SectionAttribute)))
            .OrderBy(SettingsReader.PathOf, StringComparer.Ordinal)
            .SelectMany(type => type.GetProperties().Where(property => property.CanWrite).Select(property => Row(type, property))));
        var written = Rows().Match(document).Groups["rows"].Value;
        if (Environment.GetEnvironmentVariable("GATEWAY_DOCS_UPDATE") == "1")
        {
            await File.WriteAllTextAsync(
                Path.Combine(Repository.Root, "docs", "operations.md"), document.Replace(written, rows, StringComparison.Ordinal));
        }

        Assert.Equal(rows, written);
    }

    private static string Row(Type options, PropertyInfo property)
    {
        var type = property.GetCustomAttribute<RangeAttribute>() is { } range ? $"{Kind(property)}, {SettingsReader.InWords(range)}" : Kind(property);
        var meaning = property.GetCustomAttribute<DescriptionAttribute>()!.Description;
        return $"| `{SettingsReader.PathOf(options)}:{property.Name}` | {type} | {Default(options, property)} | {meaning} |\n";
    }

    private static string Kind(PropertyInfo property) => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) switch
    {
        var type when type == typeof(bool) => "`true` or `false`",
        var type when type == typeof(TimeSpan) => "duration",
        var type when type == typeof(ByteSize) => "size",
        var type when type == typeof(int) || type == typeof(double) => "number",
        var type when type.IsEnum => string.Join(", ", Enum.GetNames(type).Select(name => $"`{name}`")),
        var type when type == typeof(IReadOnlyList<string>) => "array of texts",
        var type when type == typeof(string) => "text",
        var type => throw new NotSupportedException($"{type} has no name in the table."),
    };

    private static string Default(Type options, PropertyInfo property) =>
        property.GetCustomAttribute<DefaultValueAttribute>()?.Value as string ?? property.GetValue(Activator.CreateInstance(options)) switch
        {
            null => throw new NotSupportedException($"{options.Name}.{property.Name}: say in words what holds when it is not set."),
            bool value => value ? "`true`" : "`false`",
            TimeSpan value => $"`{Duration.Format(value)}`",
            var value => $"`{value}`",
        };

    [GeneratedRegex(@"\| setting \| type \|[^\n]*\n\|[- |]*\n(?<rows>(?:\|[^\n]*\n)+)")]
    private static partial Regex Rows();
}
