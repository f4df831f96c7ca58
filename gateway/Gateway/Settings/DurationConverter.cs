using System.ComponentModel;
using System.Globalization;
using Gateway.Routes.Written;

namespace Gateway.Settings;

/// <summary>A length of time as the routes file writes it (<c>10s</c>, <c>5m</c>), or as .NET does (<c>00:00:10</c>).</summary>
internal sealed class DurationConverter : TimeSpanConverter
{
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text && Duration.TryParse(text) is { } duration ? duration : base.ConvertFrom(context, culture, value);

    public override object? ConvertTo(ITypeDescriptorContext? context, CultureInfo? culture, object? value, Type destinationType) =>
        value is TimeSpan duration && destinationType == typeof(string) && duration == TimeSpan.FromSeconds((long)duration.TotalSeconds)
            ? Duration.Format(duration)
            : base.ConvertTo(context, culture, value, destinationType);
}
