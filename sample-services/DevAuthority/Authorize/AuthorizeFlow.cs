using DevAuthority.Pages;
using DevAuthority.Scopes;
using DevAuthority.Tokens;
using Microsoft.AspNetCore.Antiforgery;

namespace DevAuthority.Authorize;

/// <summary>From a request that holds to its answer: sign in, let roles limit, ask for consent, and only then grant.</summary>
internal sealed class AuthorizeFlow(
    Sessions sessions,
    Consents consents,
    AuthorizationCodes codes,
    TokenAnswers tokens,
    IAntiforgery antiforgery,
    TimeProvider clock,
    ILogger<AuthorizeFlow> log)
{
    internal IResult Continue(HttpContext context, AuthorizationRequest request)
    {
        // 1. Who is the user?
        if (sessions.Find(context) is not { } session || NeedsLogin(request, session))
        {
            return request.Prompt.None ? Refuse(request, OAuthError.LoginRequired()) : AskToSignIn(context, request);
        }

        // 2. Did they sign in well enough? (RFC 9470 section 5)
        if (request.LevelFor(session.User) is not { } level)
        {
            return Refuse(request, OAuthError.UnmetAuthenticationRequirements());
        }

        if (!session.Reaches(level))
        {
            return request.Prompt.None ? Refuse(request, OAuthError.LoginRequired()) : AskForCode(context, request, session);
        }

        // 3. What of it may this user delegate? Scopes are only ever taken away.
        var scopes = Delegable(request, session);
        if (scopes.IsEmpty)
        {
            return Refuse(request, OAuthError.AccessDenied("This user can delegate none of the scopes asked for."));
        }

        // 4. Did the user allow it?
        if (NeedsConsent(request, session, scopes))
        {
            return request.Prompt.None ? Refuse(request, OAuthError.ConsentRequired()) : AskForConsent(context, request, session, scopes);
        }

        // 5. Then it is granted.
        return GrantTo(request, session, scopes);
    }

    internal Page AskToSignIn(HttpContext context, AuthorizationRequest request, bool failed = false) =>
        LoginPage.Of(request.Client.Name, request.Query, FormToken.Field(antiforgery, context), request.RedirectUri, failed);

    internal Page AskForCode(HttpContext context, AuthorizationRequest request, Session session, bool failed = false) =>
        CodePage.Of(request, session.User, FormToken.Field(antiforgery, context), failed);

    /// <summary>The user typed a one-time code. It counts for whom the page was shown to.</summary>
    internal IResult StepUp(HttpContext context, AuthorizationRequest request, string? shownTo, string code)
    {
        if (sessions.Find(context) is { } session && session.User.Name == shownTo && !sessions.TryStepUp(context, session, code))
        {
            return AskForCode(context, request, session, failed: true);
        }

        return new SeeOther($"/authorize{request.QueryAfterLogin}");
    }

    /// <summary>The user pressed Allow or Deny on the consent page. Only Allow allows.</summary>
    internal IResult Decide(HttpContext context, AuthorizationRequest request, string? shownTo, bool allowed)
    {
        // Signed out since, or somebody else signed in: whoever it is now is asked.
        // Signed in anew, but less well: the way begins again as well.
        if (sessions.Find(context) is not { } session || session.User.Name != shownTo
            || request.LevelFor(session.User) is not { } level || !session.Reaches(level))
        {
            return new SeeOther($"/authorize{request.Query}");
        }

        var scopes = Delegable(request, session);
        if (!allowed || scopes.IsEmpty)
        {
            return Refuse(request, OAuthError.AccessDenied("The user did not allow it."));
        }

        consents.Remember(session.User, request.Client, request.Api, scopes);
        return GrantTo(request, session, scopes);
    }

    private static ScopeList Delegable(AuthorizationRequest request, Session session)
    {
        var ofApi = request.Api.DelegableBy(session.User, request.Scopes.Where(scope => scope != ScopeList.OfflineAccess));
        return ofApi.IsEmpty ? ofApi : request.Scopes.Where(scope => scope == ScopeList.OfflineAccess || ofApi.Has(scope));
    }

    private bool NeedsLogin(AuthorizationRequest request, Session session) =>
        request.Prompt.Login || clock.GetUtcNow() - session.AuthenticatedAt > request.AgeMax;

    private bool NeedsConsent(AuthorizationRequest request, Session session, ScopeList scopes)
    {
        if (request.Prompt.Consent)
        {
            return true;
        }

        return !(request.Client.FirstParty && request.Api.SkipConsentForFirstParty)
            && !scopes.Except(consents.Remembered(session.User, request.Client, request.Api)).IsEmpty;
    }

    private Page AskForConsent(HttpContext context, AuthorizationRequest request, Session session, ScopeList scopes) => ConsentPage.Of(
        request,
        session.User,
        scopes,
        consents.Remembered(session.User, request.Client, request.Api),
        FormToken.Field(antiforgery, context));

    private SeeOther GrantTo(AuthorizationRequest request, Session session, ScopeList scopes)
    {
        var ofApi = scopes.Where(scope => scope != ScopeList.OfflineAccess);
        var grant = new Grant(
            request.Client, session.User, request.Api, ofApi, scopes.Has(ScopeList.OfflineAccess), SignInFor(request, session));
        return request.CodeChallenge is { } challenge
            ? request.Target.Code(codes.Issue(grant, request.RedirectUri, challenge))
            : request.Target.Token(tokens.ForUser("implicit", grant, ofApi));
    }

    /// <summary>The level that was asked for, if one was, though the session reaches more: the client compares it with its list.</summary>
    private static SignIn SignInFor(AuthorizationRequest request, Session session) =>
        new(session.AuthenticatedAt, request.AcrValues.Count == 0 ? session.Level : request.LevelFor(session.User)!);

    private SeeOther Refuse(AuthorizationRequest request, OAuthError error)
    {
        log.Refused("/authorize", request.Client.Id, error.Code);
        return request.Target.Error(error);
    }
}
