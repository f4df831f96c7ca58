using System.Net.Mime;
using DevAuthority.Authorize;
using DevAuthority.Discovery;
using DevAuthority.Seeds;
using DevAuthority.Start;
using Microsoft.AspNetCore.Antiforgery;

namespace DevAuthority.Pages;

/// <summary>What is not part of the protocol: the home page, the style sheet, signing out, and the health check.</summary>
internal static class HomeEndpoints
{
    internal static void MapHome(this WebApplication app)
    {
        app.MapGet("/", Home);
        app.MapGet("/style.css", () => Results.Stream(
            typeof(HomeEndpoints).Assembly.GetManifestResourceStream("style.css")!, MediaTypeNames.Text.Css));
        app.MapMethods("/healthz", ["GET", "HEAD"], () => Results.Text("healthy\n"));
        app.MapPost("/logout", LogoutAsync);
    }

    private static Page Home(
        HttpContext context, Registry registry, Issuer issuer, AuthorityOptions options, Sessions sessions, IAntiforgery antiforgery)
    {
        var user = sessions.Find(context)?.User;
        return HomePage.Of(registry, issuer, options, user, user is null ? Html.None : FormToken.Field(antiforgery, context));
    }

    private static async Task<IResult> LogoutAsync(HttpContext context, Sessions sessions, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return ErrorPage.Of("The form has expired. Go back and try again.");
        }

        sessions.End(context);
        return new SeeOther("/");
    }
}
