namespace Gateway.Documents.Pages;

/// <summary>Markup. It is written as <c>Html.Of($"...")</c>, which encodes every hole unless the hole is markup already.</summary>
internal readonly struct Html
{
    private readonly string? markup;

    private Html(string markup) => this.markup = markup;

    public static Html None => default;

    public static Html Of(HtmlInterpolation markup) => new(markup.ToString());

    public override string ToString() => markup ?? "";
}
