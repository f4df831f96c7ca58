using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Gateway.Documents.Pages;

/// <summary>Makes encoding the default: the compiler hands over the pieces of an interpolated string; text becomes encoded text.</summary>
[InterpolatedStringHandler]
internal readonly struct HtmlInterpolation(int literalLength, int formattedCount)
{
    private readonly StringBuilder markup = new(literalLength + (formattedCount * 16));

    public void AppendLiteral(string literal) => markup.Append(literal);

    public void AppendFormatted(string? text) => markup.Append(HtmlEncoder.Default.Encode(text ?? ""));

    public void AppendFormatted(int number) => markup.Append(number);

    public void AppendFormatted(Html html) => markup.Append(html.ToString());

    public void AppendFormatted(IEnumerable<Html> parts) => markup.AppendJoin('\n', parts);

    public override string ToString() => markup.ToString();
}
