using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Stack.SignIn;

/// <summary>Where a browser came to rest: a page of the authority, or a redirect that leaves it for the client.</summary>
internal sealed partial record BrowserStop(HttpStatusCode Status, HttpResponseHeaders Headers, string Html, Uri? LeftFor)
{
    internal bool IsLogin => Html.Contains("name=\"password\"", StringComparison.Ordinal);

    internal bool IsCode => Html.Contains("name=\"one_time_code\"", StringComparison.Ordinal);

    internal bool IsConsent => Html.Contains("name=\"decision\"", StringComparison.Ordinal);

    internal string FormAction => WebUtility.HtmlDecode(Action().Match(Html).Groups["value"].Value);

    internal IReadOnlyDictionary<string, string> HiddenFields => Hidden().Matches(Html).ToDictionary(
        input => WebUtility.HtmlDecode(input.Groups["name"].Value), input => WebUtility.HtmlDecode(input.Groups["value"].Value));

    /// <summary>A parameter of the authorization response, in the query or in the fragment of the address the browser left for.</summary>
    internal string? Answer(string name)
    {
        var parameters = (LeftFor?.Fragment is { Length: > 0 } fragment ? fragment : LeftFor?.Query ?? "").TrimStart('?', '#');
        return parameters.Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair[0] == name)
            .Select(pair => WebUtility.UrlDecode(pair[1])).SingleOrDefault();
    }

    [GeneratedRegex("<form [^>]*action=\"(?<value>[^\"]*)\"")]
    private static partial Regex Action();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\">")]
    private static partial Regex Hidden();
}
