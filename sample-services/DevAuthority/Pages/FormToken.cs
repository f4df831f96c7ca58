using Microsoft.AspNetCore.Antiforgery;

namespace DevAuthority.Pages;

/// <summary>The hidden field that shows a form was shown to this browser by this authority, against cross-site request forgery.</summary>
internal static class FormToken
{
    internal static Html Field(IAntiforgery antiforgery, HttpContext context)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return Html.Of($"""<input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">""");
    }
}
