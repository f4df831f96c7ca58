using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gateway.Settings;

namespace Gateway.Documents.DocsPage;

/// <summary>
/// The page at <c>/docs</c>. It shows what <c>/openapi.json</c> says to everybody anyway, and calls nothing that its visitor's own token does
/// not open; still it is off where nobody asked for it.
/// </summary>
[Section("Gateway:Docs")]
internal sealed class DocsOptions
{
    [Description("Whether the [page at `/docs`](#the-page-at-docs) is there.")]
    [DefaultValue("in Development `true`, else `false`")]
    public bool? Enabled { get; init; }

    [Description("The public client that the page logs in as.")]
    [DefaultValue("its visitor is asked for one")]
    public string? ClientId { get; init; }

    [Description("What the page sends as `audience` to the authorization server; empty: nothing.")]
    [DefaultValue("the issuers' audience, if there is one")]
    public string? Audience { get; init; }

    [Origins]
    [Description("Where the page may fetch tokens besides the issuers' own origins: a token endpoint on another host.")]
    [DefaultValue("none")]
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>They become words of a Content-Security-Policy: nothing else can be in them.</summary>
    private sealed class OriginsAttribute() : ValidationAttribute("each has to be an origin like https://login.example.com")
    {
        public override bool IsValid(object? value) => value is IReadOnlyList<string> origins && origins.All(IsOrigin);

        private static bool IsOrigin(string text) =>
            Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri is { Scheme: "https" or "http", UserInfo: "" }
            && uri.GetLeftPart(UriPartial.Authority) == text;
    }
}
