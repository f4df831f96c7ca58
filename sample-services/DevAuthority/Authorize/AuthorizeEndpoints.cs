using DevAuthority.Pages;
using DevAuthority.Tokens;
using Microsoft.AspNetCore.Antiforgery;

namespace DevAuthority.Authorize;

/// <summary>
/// <c>GET /authorize</c> and the three forms it shows. The forms keep the request in their address, so that it is checked anew each
/// time and nothing half-done is stored.
/// </summary>
internal static class AuthorizeEndpoints
{
    internal static void MapAuthorize(this WebApplication app)
    {
        app.MapGet("/authorize", (HttpContext context, AuthorizationRequestReader reader, AuthorizeFlow flow) =>
            reader.TryRead(new RequestParameters(context.Request.Query), out var request, out var refusal)
                ? flow.Continue(context, request)
                : refusal);
        app.MapPost("/authorize/login", LoginAsync);
        app.MapPost("/authorize/code", CodeAsync);
        app.MapPost("/authorize/consent", ConsentAsync);
    }

    private static Task<IResult> LoginAsync(
        HttpContext context, IAntiforgery antiforgery, AuthorizationRequestReader reader, AuthorizeFlow flow, Sessions sessions) =>
        ReadFormAsync(context, antiforgery, reader, (request, form) =>
            sessions.TrySignIn(context, form["username"] ?? "", form["password"] ?? "")
                ? new SeeOther($"/authorize{request.QueryAfterLogin}")
                : flow.AskToSignIn(context, request, failed: true));

    private static Task<IResult> CodeAsync(
        HttpContext context, IAntiforgery antiforgery, AuthorizationRequestReader reader, AuthorizeFlow flow) =>
        ReadFormAsync(context, antiforgery, reader, (request, form) =>
            flow.StepUp(context, request, shownTo: form["user"], code: form["one_time_code"] ?? ""));

    private static Task<IResult> ConsentAsync(
        HttpContext context, IAntiforgery antiforgery, AuthorizationRequestReader reader, AuthorizeFlow flow) =>
        ReadFormAsync(context, antiforgery, reader, (request, form) =>
            flow.Decide(context, request, shownTo: form["user"], allowed: form["decision"] == "allow"));

    private static async Task<IResult> ReadFormAsync(
        HttpContext context,
        IAntiforgery antiforgery,
        AuthorizationRequestReader reader,
        Func<AuthorizationRequest, RequestParameters, IResult> answer)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return ErrorPage.Of("The form has expired, or was not shown by this authority. Go back to the application and try again.");
        }

        if (!reader.TryRead(new RequestParameters(context.Request.Query), out var request, out var refusal))
        {
            return refusal;
        }

        return answer(request, new RequestParameters(await context.Request.ReadFormAsync(context.RequestAborted)));
    }
}
