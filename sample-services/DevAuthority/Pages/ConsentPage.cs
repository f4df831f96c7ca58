using DevAuthority.Authorize;
using DevAuthority.Scopes;
using DevAuthority.Seeds;

namespace DevAuthority.Pages;

internal static class ConsentPage
{
    internal static Page Of(AuthorizationRequest request, User user, ScopeList scopes, ScopeList remembered, Html formToken)
    {
        var client = request.Client;
        var items = scopes.All.Select(scope => Html.Of($"""
            <li>{Describe(request.Api, scope)} <code>{scope}</code>{NewMark(scope, remembered)}</li>
            """));
        var legacy = request.IsImplicit
            ? Html.Of($"""<p class="legacy">Legacy: the token will travel in the browser's address (response_type=token).</p>""")
            : Html.None;
        return new Page($"Allow {client.Name}?", formTarget: request.RedirectUri, body: Html.Of($"""
            <p><strong>{client.Name}</strong> asks to use <strong>{request.Api.Name}</strong>
            for you, <strong>{user.Name}</strong>. It could:</p>
            <ul>
            {items}
            </ul>
            {legacy}
            <form method="post" action="/authorize/consent{request.Query}">
            {formToken}
            <input type="hidden" name="user" value="{user.Name}">
            <button type="submit" name="decision" value="allow">Allow</button>
            <button type="submit" name="decision" value="deny" class="quiet">Deny</button>
            </form>
            <p><a href="/authorize{request.QueryToSwitchUser}">Sign in as somebody else</a></p>
            """));
    }

    private static string Describe(Api api, string scope) =>
        scope == ScopeList.OfflineAccess ? "Keep this access while you are away" : api.Describe(scope);

    private static Html NewMark(string scope, ScopeList remembered) =>
        remembered.IsEmpty || remembered.Has(scope) ? Html.None : Html.Of($""" <span class="new">new</span>""");
}
