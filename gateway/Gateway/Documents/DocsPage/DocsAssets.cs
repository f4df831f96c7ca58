namespace Gateway.Documents.DocsPage;

/// <summary>The files below <c>/docs</c>: ours, and those of Swagger UI with its licences (<c>swagger-ui/README.md</c>).</summary>
internal static class DocsAssets
{
    private const string Script = "text/javascript; charset=utf-8";
    private const string Style = "text/css; charset=utf-8";
    private const string Plain = "text/plain; charset=utf-8";

    /// <summary>Read at the first visit: they are half a megabyte.</summary>
    public static IReadOnlyDictionary<string, DocsAsset> Read() => new Dictionary<string, DocsAsset>(StringComparer.Ordinal)
    {
        ["docs.js"] = new("docs/docs.js", Script),
        ["docs.css"] = new("docs/docs.css", Style),
        ["swagger-ui.js"] = new("docs/swagger-ui-bundle.js.gz", Script),
        ["swagger-ui.css"] = new("docs/swagger-ui.css.gz", Style),
        ["signed-in.js"] = new("docs/oauth2-redirect.js.gz", Script),
        ["LICENSE.txt"] = new("docs/LICENSE", Plain),
        ["NOTICE.txt"] = new("docs/NOTICE", Plain),
        ["THIRD-PARTY.txt"] = new("docs/swagger-ui-bundle.js.LICENSE.txt", Plain),
    };
}
