namespace Gateway.Problems;

/// <summary>
/// The ways to say no: a closed list. Each has the stable code that clients act on and its HTTP status; <see cref="ProblemWriter"/> turns
/// it into the answer.
/// </summary>
internal sealed class Refusal
{
    /// <summary>A protected operation was called without an access token.</summary>
    public static readonly Refusal NoCredentials = new("no_credentials", 401, "This call needs an access token");

    /// <summary>More than one credential, or one where none may be (RFC 6750 sections 2 and 3.1).</summary>
    public static readonly Refusal InvalidRequest =
        new("invalid_request", 400, "The access token has to come once, in the Authorization header") { BearerError = "invalid_request" };

    /// <summary>RFC 6750 section 3.1. Why, is one of <see cref="TokenFault"/>.</summary>
    public static readonly Refusal InvalidToken =
        new("invalid_token", 401, "The access token is not acceptable") { BearerError = "invalid_token" };

    /// <summary>RFC 6750 section 3.1.</summary>
    public static readonly Refusal InsufficientScope =
        new("insufficient_scope", 403, "This call needs a scope that the token does not have") { BearerError = "insufficient_scope" };

    /// <summary>The scopes hold, but who calls is not who may. No challenge: another scope would not help.</summary>
    public static readonly Refusal CallerNotAllowed = new("caller_not_allowed", 403, "This call is not open to this caller");

    /// <summary>RFC 9470 section 3: the token would do, if the user had signed in better or more recently.</summary>
    public static readonly Refusal InsufficientUserAuthentication =
        new("insufficient_user_authentication", 401, "This call needs a stronger or more recent sign-in")
        {
            BearerError = "insufficient_user_authentication",
        };

    /// <summary>What the service has to be told about the caller does not fit into headers.</summary>
    public static readonly Refusal ClaimsNotForwardable =
        new("claims_not_forwardable", 403, "The token's claims cannot be handed to the service");

    public static readonly Refusal NotFound = new("not_found", 404, "There is no such operation");

    public static readonly Refusal MethodNotAllowed = new("method_not_allowed", 405, "This path has no such method");

    /// <summary>For no path at all (RFC 9110 section 9.1); <see cref="MethodNotAllowed"/> would have to say what this path has.</summary>
    public static readonly Refusal MethodNotImplemented = new("method_not_implemented", 501, "The gateway does not have this method");

    /// <summary>Not the client's fault and not a statement about the token: its issuer's keys could not be fetched yet.</summary>
    public static readonly Refusal IssuerUnavailable =
        new("issuer_unavailable", 503, "The token cannot be verified at the moment") { RetryAfterSeconds = 5 };

    public static readonly Refusal ServiceUnreachable = new("service_unreachable", 502, "The service could not be reached");

    public static readonly Refusal ServiceUnavailable =
        new("service_unavailable", 503, "The service is not available at the moment") { RetryAfterSeconds = 5 };

    public static readonly Refusal ServiceTimeout =
        new("service_timeout", 504, "The service did not answer in time") { RetryAfterSeconds = 5 };

    /// <summary>RFC 6585 section 4. When to come again, each answer says for itself.</summary>
    public static readonly Refusal RateLimited = new("rate_limited", 429, "There were too many requests");

    public static readonly Refusal BadRequest = new("bad_request", 400, "The request could not be read");

    /// <summary>On the admin listener: understood, and not possible as things are.</summary>
    public static readonly Refusal Conflict = new("conflict", 409, "The request does not fit the present state");

    public static readonly Refusal BodyTooLarge = new("body_too_large", 413, "The request's body is too large");

    public static readonly Refusal InternalError = new("internal_error", 500, "The gateway failed to handle the request");

    private Refusal(string code, int status, string title)
    {
        Code = code;
        Status = status;
        Title = title;
    }

    /// <summary>Stable, for programs.</summary>
    public string Code { get; }

    public int Status { get; }

    /// <summary>For people; the same for every occurrence (RFC 9457 section 3.1.3).</summary>
    public string Title { get; }

    /// <summary>The <c>error</c> of the Bearer challenge (RFC 6750 section 3.1, RFC 9470 section 3); null where the answer carries none.</summary>
    public string? BearerError { get; private init; }

    /// <summary>Seconds for <c>Retry-After</c> (RFC 9110 section 10.2.3).</summary>
    public int? RetryAfterSeconds { get; private init; }
}
