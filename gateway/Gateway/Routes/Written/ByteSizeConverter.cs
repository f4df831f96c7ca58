using System.ComponentModel;
using System.Globalization;

namespace Gateway.Routes.Written;

internal sealed class ByteSizeConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type? sourceType) => sourceType == typeof(string);

    public override object ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        ByteSize.TryParse((string)value) ?? throw new FormatException($"\"{value}\" has to be a size like 64KiB or 30MB");
}
