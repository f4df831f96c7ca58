using Gateway.Documents.Pages;
using Gateway.Routes;

namespace Gateway.Documents.DocsPage;

/// <summary>The page's two documents. What they do is in <c>docs.js</c>; they have no script of their own.</summary>
internal static class DocsMarkup
{
    /// <param name="settings">JSON, for the script.</param>
    public static Html Page(string settings) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>API reference</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="{GatewayPath.Docs}/swagger-ui.css">
        <link rel="stylesheet" href="{GatewayPath.Docs}/docs.css">
        <script src="{GatewayPath.Docs}/swagger-ui.js" defer></script>
        <script src="{GatewayPath.Docs}/docs.js" defer></script>
        </head>
        <body>
        <main>
        <section id="signed-in" aria-live="polite" aria-label="Who is signed in" hidden></section>
        <div id="reference" data-settings="{settings}"></div>
        <noscript>This page is a script. The same for programs is at <a href="{GatewayPath.OpenApi}">{GatewayPath.OpenApi}</a>.</noscript>
        </main>
        <footer>
        <p><a href="{GatewayPath.OpenApi}">The document</a>, <a href="{GatewayPath.Problems}">how the gateway refuses</a>. Shown with Swagger UI:
        <a href="{GatewayPath.Docs}/LICENSE.txt">licence</a>, <a href="{GatewayPath.Docs}/NOTICE.txt">notice</a>,
        <a href="{GatewayPath.Docs}/THIRD-PARTY.txt">licences of its parts</a>.</p>
        </footer>
        </body>
        </html>

        """);

    /// <summary>Where the authorization server sends the browser back to, in a window of its own that hands the code to the page and closes.</summary>
    public static Html SignedIn() => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Signing in</title>
        <link rel="icon" href="data:,">
        <script src="{GatewayPath.Docs}/signed-in.js" defer></script>
        </head>
        <body>
        <main><h1>Signing in</h1><p>This window closes by itself.</p></main>
        </body>
        </html>

        """);
}
