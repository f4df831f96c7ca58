namespace DevAuthority.Pages;

internal static class LoginPage
{
    internal static Page Of(string clientName, string query, Html formToken, string formTarget, bool failed = false)
    {
        var alert = failed ? Html.Of($"""<p class="alert" role="alert">That user name and password do not go together.</p>""") : Html.None;
        return new Page("Sign in", formTarget: formTarget, body: Html.Of($"""
            <p><strong>{clientName}</strong> asks you to sign in.</p>
            {alert}
            <form method="post" action="/authorize/login{query}">
            {formToken}
            <label for="username">User name</label>
            <input id="username" name="username" autocomplete="username" autocapitalize="none" required autofocus>
            <label for="password">Password</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required>
            <button type="submit">Sign in</button>
            </form>
            """));
    }
}
