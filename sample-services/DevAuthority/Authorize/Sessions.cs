using DevAuthority.Seeds;
using DevAuthority.Tokens;

namespace DevAuthority.Authorize;

/// <summary>Who is signed in where. The cookie holds a random string; the rest stays here.</summary>
internal sealed class Sessions(Registry registry, TimeProvider clock)
{
    private const string CookieName = "dev-authority-session";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    // Not marked Secure: the authority speaks plain http, to this machine or within a container network.
    private static readonly CookieOptions Cookie = new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };

    private readonly ExpiringStore<Session> sessions = new(clock);

    internal Session? Find(HttpContext context) => sessions.TryFind(context.Request.Cookies[CookieName], out var session) ? session : null;

    /// <summary>A new sign-in is a new session with a new secret, so that nobody can have planted it beforehand.</summary>
    internal bool TrySignIn(HttpContext context, string name, string password)
    {
        var user = registry.User(name);
        if (!(user?.Password ?? SecretHash.OfNobody).Verify(password) || user is null)
        {
            return false;
        }

        Start(context, new Session(user, clock.GetUtcNow()));
        return true;
    }

    /// <summary>Whoever has signed in gives the one-time code: stronger, and now. A new secret again, since the session can do more.</summary>
    internal bool TryStepUp(HttpContext context, Session session, string code)
    {
        if (session.User.Code?.Verify(code) != true)
        {
            return false;
        }

        Start(context, new Session(session.User, clock.GetUtcNow(), SecondFactor: true));
        return true;
    }

    internal void End(HttpContext context)
    {
        Forget(context);
        context.Response.Cookies.Delete(CookieName, Cookie);
    }

    private void Start(HttpContext context, Session session)
    {
        Forget(context);
        context.Response.Cookies.Append(CookieName, sessions.Add(session, session.AuthenticatedAt + Lifetime), Cookie);
    }

    private void Forget(HttpContext context)
    {
        if (context.Request.Cookies[CookieName] is { } secret)
        {
            sessions.Remove(secret);
        }
    }
}
