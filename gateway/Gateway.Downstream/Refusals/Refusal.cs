namespace Gateway.Downstream.Refusals;

/// <summary>
/// The ways to say no: a closed list, so that nothing of what a request brought can get into an answer or a log. Codes are stable, for
/// programs; texts are for people.
/// </summary>
internal sealed class Refusal
{
    public static readonly Refusal NoCaller = new(401, "no_assertion", "The request names no caller",
        "This service is to be reached through the gateway only, which says who calls. The request names no caller.");

    public static readonly Refusal MalformedHeaders = Invalid("The request's Gateway headers are not as the gateway writes them.");

    public static readonly Refusal Several = Invalid("There is more than one assertion.");
    public static readonly Refusal Malformed = Invalid("The assertion is malformed.");
    public static readonly Refusal WrongType = Invalid("The assertion's type is not gateway+jwt.");
    public static readonly Refusal WrongAlgorithm = Invalid("The assertion is not signed with ES256.");
    public static readonly Refusal Critical = Invalid("The assertion has a critical extension.");
    public static readonly Refusal UnknownKey = Invalid("The assertion is signed with a key that the gateway does not publish.");
    public static readonly Refusal BadSignature = Invalid("The assertion's signature is wrong.");
    public static readonly Refusal WrongIssuer = Invalid("The assertion is from another issuer.");
    public static readonly Refusal WrongAudience = Invalid("The assertion is for another service.");
    public static readonly Refusal Expired = Invalid("The assertion has expired.");
    public static readonly Refusal FromTheFuture = Invalid("The assertion is not valid yet.");
    public static readonly Refusal WrongLifetime = Invalid("The assertion's lifetime is not one that the gateway gives.");
    public static readonly Refusal OtherMethod = Invalid("The assertion was made for another method.");
    public static readonly Refusal OtherPath = Invalid("The assertion was made for another path.");

    /// <summary>Not the caller's fault, and no statement about the assertion.</summary>
    public static readonly Refusal KeysUnavailable = new(503, "keys_unavailable", "The caller cannot be verified at the moment",
        "The gateway's public keys could not be fetched.")
    {
        RetryAfterSeconds = 5,
    };

    /// <summary>RFC 6750 section 3.1.</summary>
    public static readonly Refusal InsufficientScope =
        new(403, "insufficient_scope", "This call needs a scope that the token does not have", "");

    /// <summary>By a rule of the service's own.</summary>
    public static readonly Refusal Forbidden = new(403, "forbidden", "This call is not open to this caller",
        "A rule of this service does not let the caller do this.");

    private Refusal(int status, string code, string title, string detail)
    {
        Status = status;
        Code = code;
        Title = title;
        Detail = detail;
    }

    public int Status { get; }

    public string Code { get; }

    /// <summary>The same for every occurrence (RFC 9457 section 3.1.3).</summary>
    public string Title { get; }

    public string Detail { get; }

    /// <summary>Seconds for <c>Retry-After</c> (RFC 9110 section 10.2.3).</summary>
    public int? RetryAfterSeconds { get; private init; }

    private static Refusal Invalid(string detail) =>
        new(401, "invalid_assertion", "The gateway's word about the caller is not acceptable", detail);
}
