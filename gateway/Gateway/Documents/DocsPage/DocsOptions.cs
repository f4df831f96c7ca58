namespace Gateway.Documents.DocsPage;

/// <summary>
/// The page at <c>/docs</c>, from <c>Gateway:Docs</c>. It shows what <c>/openapi.json</c> says to everybody anyway, and calls nothing that its
/// visitor's own token does not open; still it is off where nobody asked for it.
/// </summary>
/// <param name="Enabled">Default: in Development only.</param>
/// <param name="ClientId">The public client that the page logs in as; null: its visitor is asked for one.</param>
/// <param name="Audience">
/// What is sent as <c>audience</c> to the authorization server; empty: nothing. Null: the one that the issuers of the policy agree on, if they do.
/// </param>
/// <param name="Origins">Where the page may fetch tokens besides the issuers' own origins: a token endpoint on another host.</param>
internal sealed record DocsOptions(bool Enabled, string? ClientId, string? Audience, IReadOnlyList<string> Origins)
{
    private const string Section = "Gateway:Docs";

    public static DocsOptions From(IConfiguration configuration, bool isDevelopment)
    {
        var section = configuration.GetSection(Section);
        return new(
            EnabledIn(section) ?? isDevelopment,
            Text(section["ClientId"]),
            section["Audience"],
            [.. section.GetSection("Origins").GetChildren().Select(origin => Origin(origin.Value))]);
    }

    private static bool? EnabledIn(IConfigurationSection section) => Text(section["Enabled"]) switch
    {
        null => null,
        { } text when bool.TryParse(text, out var enabled) => enabled,
        { } text => throw new UnusableSettingException($"{Section}:Enabled {text}: it has to be true or false."),
    };

    /// <summary>It becomes a word of a Content-Security-Policy: nothing else can be in it.</summary>
    private static string Origin(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "https" or "http", UserInfo: "" } && uri.GetLeftPart(UriPartial.Authority) == text
            ? text
            : throw new UnusableSettingException($"{Section}:Origins {text}: it has to be an origin like https://login.example.com.");

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
