namespace DevAuthority.Pages;

internal static class ErrorPage
{
    internal static Page Of(string explanation) => new(
        "This cannot go on",
        Html.Of($"""<p role="alert">{explanation}</p><p>Nothing was sent to the application. <a href="/">About this authority</a></p>"""),
        StatusCodes.Status400BadRequest);
}
