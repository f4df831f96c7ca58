using DevAuthority.Authorize;
using DevAuthority.Seeds;

namespace DevAuthority.Pages;

internal static class CodePage
{
    internal static Page Of(AuthorizationRequest request, User user, Html formToken, bool failed)
    {
        var alert = failed ? Html.Of($"""<p class="alert" role="alert">That is not the code.</p>""") : Html.None;
        return new Page("Enter your code", formTarget: request.RedirectUri, body: Html.Of($"""
            <p><strong>{request.Client.Name}</strong> asks you, <strong>{user.Name}</strong>, for a one-time code as well.</p>
            {alert}
            <form method="post" action="/authorize/code{request.Query}">
            {formToken}
            <input type="hidden" name="user" value="{user.Name}">
            <label for="one_time_code">One-time code</label>
            <input id="one_time_code" name="one_time_code" inputmode="numeric" autocomplete="one-time-code" required autofocus>
            <button type="submit">Go on</button>
            </form>
            <p><a href="/authorize{request.QueryToSwitchUser}">Sign in as somebody else</a></p>
            """));
    }
}
