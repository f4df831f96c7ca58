using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Gateway.Routes.Json;

namespace Gateway.Settings;

/// <summary>
/// Reads the options of the process: ASP.NET Core's binder, made strict. A name that does not exist, a value of another type and one out of
/// range stop the start: a limit that was mistyped would be no limit.
/// </summary>
internal static class SettingsReader
{
    private static readonly IReadOnlyList<Type> Sections =
        [.. typeof(SettingsReader).Assembly.GetTypes().Where(type => type.IsDefined(typeof(SectionAttribute)))];

    static SettingsReader() => TypeDescriptor.AddAttributes(typeof(TimeSpan), new TypeConverterAttribute(typeof(DurationConverter)));

    /// <summary>Each section is read when it is first asked for, and at the latest by <see cref="CheckSettings"/>.</summary>
    public static void AddSettings<T>(this WebApplicationBuilder builder)
        where T : class, new() =>
        builder.Services.AddSingleton(provider => Read<T>(provider.GetRequiredService<IConfiguration>()));

    /// <summary>Before the gateway starts: nothing below <c>Gateway</c> may be configured that is not a setting, nor have a mistake in it.</summary>
    public static void CheckSettings(this WebApplication app)
    {
        foreach (var options in Sections)
        {
            var section = app.Configuration.GetSection(PathOf(options));
            var known = NamesIn(options).ToList();
            if (section.GetChildren().FirstOrDefault(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            {
                throw new UnusableSettingException($"{unknown.Path}: there is no such setting{DidYouMean.For(unknown.Key, known)}.");
            }

            app.Services.GetRequiredService(options);
        }
    }

    public static T Read<T>(IConfiguration configuration)
        where T : class, new()
    {
        var section = configuration.GetSection(PathOf(typeof(T)));
        try
        {
            var options = section.Get<T>() ?? new T();
            return MistakesOf(section, options).ToList() is { Count: > 0 } mistakes
                ? throw new UnusableSettingException(string.Join(' ', mistakes))
                : options;
        }
        catch (InvalidOperationException refused)
        {
            // The binder's: it names the key, the value and what it has to be.
            throw new UnusableSettingException(refused.InnerException is FormatException inner ? $"{refused.Message} {inner.Message}." : refused.Message);
        }
    }

    /// <summary>As a setting is written.</summary>
    public static string InWords(RangeAttribute range)
    {
        range.IsValid(null); // Limits that are texts are converted when it is first asked.
        var converter = TypeDescriptor.GetConverter(range.OperandType);
        var (from, to) = (converter.ConvertToInvariantString(range.Minimum), converter.ConvertToInvariantString(range.Maximum));
        return range.Maximum is int.MaxValue ? $"at least {from}" : $"from {from} to {to}";
    }

    public static string PathOf(Type options) => options.GetCustomAttribute<SectionAttribute>()!.Path;

    /// <summary>Its settings, and the sections below it.</summary>
    private static IEnumerable<string> NamesIn(Type options)
    {
        var beginning = PathOf(options) + ':';
        return options.GetProperties().Where(property => property.CanWrite).Select(property => property.Name)
            .Concat(Sections.Select(PathOf)
                .Where(path => path.StartsWith(beginning, StringComparison.Ordinal))
                .Select(path => path[beginning.Length..].Split(':')[0]));
    }

    private static IEnumerable<string> MistakesOf(IConfigurationSection section, object options) => options.GetType().GetProperties()
        .SelectMany(property => MistakeOfForm(section.GetSection(property.Name), property) is { } form
            ? [form]
            : BrokenRules(section.GetSection(property.Name), property, property.GetValue(options)));

    /// <summary>One value where a list belongs, or a list where one value does: the binder passes over both without a word.</summary>
    private static string? MistakeOfForm(IConfigurationSection written, PropertyInfo property) =>
        (property.PropertyType == typeof(IReadOnlyList<string>), written.GetChildren().Any()) switch
        {
            (true, false) when !string.IsNullOrEmpty(written.Value) =>
                $"{written.Path} \"{written.Value}\": it has to be an array; as environment variables "
                + $"{written.Path.Replace(":", "__", StringComparison.Ordinal)}__0 and so on.",
            (false, true) => $"{written.Path}: it has to be one value.",
            _ => null,
        };

    private static IEnumerable<string> BrokenRules(IConfigurationSection written, PropertyInfo property, object? value)
    {
        var text = value is IReadOnlyList<string> list ? string.Join(", ", list) : written.Value;
        return property.GetCustomAttributes<ValidationAttribute>().Where(rule => !rule.IsValid(value)).Select(broken =>
            $"{written.Path} \"{text}\": {(broken is RangeAttribute range ? $"it has to be {InWords(range)}" : broken.FormatErrorMessage(property.Name))}.");
    }
}
