using System.Security.Cryptography;
using System.Text;

namespace Gateway.Documents.Pages;

/// <summary>
/// A page of the gateway for people: one answer with nothing to load. Its policy allows exactly its own style sheet, by its hash: no
/// script, no form, no other host, no frame around it.
/// </summary>
internal static class Page
{
    private static readonly string Style = ReadStyle();

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Task WriteAsync(HttpContext context, string title, Html body)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        PageHeaders.Set(response, Policy);
        return response.WriteAsync(Whole(title, body), context.RequestAborted);
    }

    private static string Whole(string title, Html body) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title}</title>
        """) + $"\n<style>{Style}</style>\n" + Html.Of($"""
        </head>
        <body>
        <main>
        <h1>{title}</h1>
        {body}
        </main>
        </body>
        </html>

        """);

    /// <summary>The hash is of what stands between the tags, byte for byte.</summary>
    private static string ReadStyle()
    {
        using var reader = new StreamReader(typeof(Page).Assembly.GetManifestResourceStream("page.css")!);
        return reader.ReadToEnd();
    }
}
