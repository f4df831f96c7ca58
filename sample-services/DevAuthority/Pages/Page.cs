using System.Net.Mime;

namespace DevAuthority.Pages;

/// <summary>
/// A page of the authority. Its policy allows the one style sheet, no script at all, no frame around it, and forms that end here
/// or, where a form's answer redirects to the client, at <paramref name="formTarget"/> (browsers apply form-action to redirects).
/// </summary>
internal sealed class Page(string title, Html body, int status = StatusCodes.Status200OK, string? formTarget = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'{Source(formTarget)}";
        response.Headers.XFrameOptions = "DENY";
        return response.WriteAsync(Markup().ToString(), httpContext.RequestAborted);
    }

    private static string Source(string? target) =>
        !Uri.TryCreate(target, UriKind.Absolute, out var uri) ? ""
        : uri.Scheme is "http" or "https" ? $" {uri.GetLeftPart(UriPartial.Authority)}"
        : $" {uri.Scheme}:";

    private Html Markup() => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title}</title>
        <link rel="stylesheet" href="/style.css">
        </head>
        <body>
        <p class="banner">Development only: the people and secrets here are public.</p>
        <main>
        <h1>{title}</h1>
        {body}
        </main>
        </body>
        </html>

        """);
}
