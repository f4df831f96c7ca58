using System.Collections.Immutable;
using System.Security.Claims;
using System.Security.Principal;
using System.Text.Json;
using Gateway.Routes;

namespace Gateway;

/// <summary>
/// Who calls, as a verified token says it: what the stages hand each other in <c>HttpContext.User</c>. It exists only for a token whose
/// every check held, and nothing that it says changes afterwards.
/// <para>Tens of thousands of them are remembered, so each is small: what hardly anybody asks for is made for who asks.</para>
/// </summary>
internal sealed class CallerIdentity : ClaimsIdentity
{
    private KeyValuePair<object, object?>[] conclusions = [];

    /// <param name="scopes">In the token's order, each once.</param>
    public CallerIdentity(Issuer issuer, string? subject, string? client, CallerKind kind, ImmutableArray<string> scopes, JsonElement payload)
        : base("Bearer", nameType: "sub", roleType: "roles")
    {
        Issuer = issuer;
        Subject = subject;
        Client = client;
        Kind = kind;
        Scopes = scopes;
        ScopeText = scopes is [var only] ? only : string.Join(' ', scopes);
        Payload = payload;
        TokenId = payload.TryGetProperty("jti", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        IssuedAt = SecondsOf("iat");
        ExpiresAt = SecondsOf("exp");
        NotBefore = SecondsOf("nbf");
        Principal = new Sole(this);

        double? SecondsOf(string claim) =>
            payload.TryGetProperty(claim, out var time) && time.ValueKind == JsonValueKind.Number && time.TryGetDouble(out var seconds) ? seconds : null;
    }

    /// <summary>The issuer whose key signed the token.</summary>
    public Issuer Issuer { get; }

    /// <summary><c>sub</c>; null when the token has none.</summary>
    public string? Subject { get; }

    /// <summary>The client, from the claim that the issuer's preset names; null when the token has none.</summary>
    public string? Client { get; }

    public CallerKind Kind { get; }

    /// <summary>A handful: to look through them is quicker than a set.</summary>
    public ImmutableArray<string> Scopes { get; }

    /// <summary>The scopes in the token's order, separated by single spaces.</summary>
    public string ScopeText { get; }

    /// <summary><c>jti</c>; null when the token has none.</summary>
    public string? TokenId { get; }

    /// <summary><c>iat</c>, in seconds since 1970; null when the token does not say.</summary>
    public double? IssuedAt { get; }

    /// <summary><c>exp</c>, in seconds since 1970; null when what is said of an opaque token has none.</summary>
    public double? ExpiresAt { get; }

    /// <summary><c>nbf</c>, in seconds since 1970; null when the token does not say.</summary>
    public double? NotBefore { get; }

    /// <summary>What <c>HttpContext.User</c> is: one for all requests of the token.</summary>
    public ClaimsPrincipal Principal { get; }

    /// <summary>The token's payload, a JSON object: every claim as the issuer wrote it.</summary>
    public JsonElement Payload { get; }

    /// <summary>For parts of ASP.NET Core that know no other form; the gateway's own do not read them.</summary>
    public override IEnumerable<Claim> Claims
    {
        get
        {
            if (Subject is not null)
            {
                yield return new Claim("sub", Subject);
            }

            if (Client is not null)
            {
                yield return new Claim("client_id", Client);
            }

            yield return new Claim("scope", ScopeText);
        }
    }

    /// <summary>
    /// What follows from the caller and one thing more that does not change, such as what an API is told of him: worked out once, and kept as long
    /// as the caller is.
    /// </summary>
    /// <param name="from">The thing, known again by its reference.</param>
    public TConclusion Conclude<TFrom, TConclusion>(TFrom from, Func<CallerIdentity, TFrom, TConclusion> conclude)
        where TFrom : class
    {
        var known = Volatile.Read(ref conclusions);
        foreach (var (thing, conclusion) in known)
        {
            if (ReferenceEquals(thing, from))
            {
                return (TConclusion)conclusion!;
            }
        }

        var made = conclude(this, from);
        // Of two at the same time one may get lost: then it is worked out once more.
        Volatile.Write(ref conclusions, [.. known, new(from, made)]);
        return made;
    }

    /// <summary>The identity is asked for several times in a request, and to look through a list of one for it takes an enumerator.</summary>
    private sealed class Sole(CallerIdentity caller) : ClaimsPrincipal(caller)
    {
        public override IIdentity Identity => caller;
    }
}
