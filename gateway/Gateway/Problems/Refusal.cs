namespace Gateway.Problems;

/// <summary>
/// The ways to say no: a closed list. Each has the stable code that clients act on and its HTTP status; <see cref="ProblemWriter"/> turns
/// it into the answer.
/// </summary>
internal sealed class Refusal
{
    // Above the refusals: each adds itself.
    private static readonly List<Refusal> Listed = [];

    /// <summary>A protected operation was called without an access token.</summary>
    public static readonly Refusal NoCredentials =
        new("no_credentials", 401, "This call needs an access token")
        {
            Meaning = "The operation is not open to everyone, and the request had no access token in its Authorization header.",
            Cure = "Get a token from one of the authorization servers that the document at resource_metadata names, with the "
                + "scopes of the challenge, and send it: Authorization: Bearer TOKEN.",
        };

    /// <summary>More than one credential, or one where none may be (RFC 6750 sections 2 and 3.1).</summary>
    public static readonly Refusal InvalidRequest =
        new("invalid_request", 400, "The access token has to come once, in the Authorization header")
        {
            Meaning = "The request had more than one credential, or one in a place where none may be: two Authorization headers, or "
                + "access_token in the address.",
            Cure = "Send the token once, as Authorization: Bearer TOKEN, and take it out of the query. A token that stood in an "
                + "address may be in logs: have it revoked.",
            BearerError = "invalid_request",
        };

    /// <summary>RFC 6750 section 3.1. Why, is one of <see cref="TokenFault"/>.</summary>
    public static readonly Refusal InvalidToken =
        new("invalid_token", 401, "The access token is not acceptable")
        {
            Meaning = "The request had a token, and the gateway does not accept it. The detail says which check failed; it never "
                + "repeats anything from the token.",
            Cure = "Get a new token and try again once. If that is refused as well, the detail says what to change: below is "
                + "each one with its cure.",
            BearerError = "invalid_token",
        };

    /// <summary>RFC 6750 section 3.1.</summary>
    public static readonly Refusal InsufficientScope =
        new("insufficient_scope", 403, "This call needs a scope that the token does not have")
        {
            Meaning = "The token is good, but the user or the organisation did not grant the application what this operation needs.",
            Cure = "Ask the authorization server for the scopes in the challenge's scope, which the user may have to consent to, "
                + "and call with the new token. The same token is refused again.",
            BearerError = "insufficient_scope",
        };

    /// <summary>The scopes hold, but who calls is not who may. No challenge: another scope would not help.</summary>
    public static readonly Refusal CallerNotAllowed =
        new("caller_not_allowed", 403, "This call is not open to this caller")
        {
            Meaning = "The token is good and its scopes are enough, but the operation is open to other callers only: to machines or "
                + "to users, to certain clients, or to tokens with a certain claim.",
            Cure = "The detail says which. No other scope helps: call as the application or person that the operation is for, or "
                + "ask those who run the API to open it.",
        };

    /// <summary>RFC 9470 section 3: the token would do, if the user had signed in better or more recently.</summary>
    public static readonly Refusal InsufficientUserAuthentication =
        new("insufficient_user_authentication", 401, "This call needs a stronger or more recent sign-in")
        {
            Meaning = "The operation asks for a stronger or more recent sign-in of the user than the one behind this token.",
            Cure = "Send the user to the authorization server again, with the acr_values and max_age of the challenge, and call "
                + "with the new token.",
            BearerError = "insufficient_user_authentication",
        };

    /// <summary>What the service has to be told about the caller does not fit into headers.</summary>
    public static readonly Refusal ClaimsNotForwardable =
        new("claims_not_forwardable", 403, "The token's claims cannot be handed to the service")
        {
            Meaning = "The service has to be told something from the token that does not fit into a request's headers.",
            Cure = "Nothing in the request changes this. Tell those who run the authorization server or the API, with the "
                + "request_id.",
        };

    public static readonly Refusal NotFound =
        new("not_found", 404, "There is no such operation")
        {
            Meaning = "No operation has this path. The gateway forwards nothing that it was not told about, so a path that the "
                + "service has may be unknown here.",
            Cure = "Compare the path, its prefix and each part of it, with the API's document at /openapi.json.",
        };

    public static readonly Refusal MethodNotAllowed =
        new("method_not_allowed", 405, "This path has no such method")
        {
            Meaning = "There are operations at this path, but none with this method.",
            Cure = "Use one of the methods in the answer's Allow header.",
        };

    /// <summary>For no path at all (RFC 9110 section 9.1); <see cref="MethodNotAllowed"/> would have to say what this path has.</summary>
    public static readonly Refusal MethodNotImplemented =
        new("method_not_implemented", 501, "The gateway does not have this method")
        {
            Meaning = "TRACE, and CONNECT for anything but a WebSocket, are refused on every path: they are ways around what a gateway is for. Nor "
                + "is there a method in small letters: get is not GET.",
            Cure = "Use another method, in capital letters.",
        };

    /// <summary>Not the client's fault and not a statement about the token: its issuer's keys could not be fetched yet.</summary>
    public static readonly Refusal IssuerUnavailable =
        new("issuer_unavailable", 503, "The token cannot be verified at the moment")
        {
            Meaning = "The authorization server that issued the token cannot be reached from the gateway, so nobody can say whether "
                + "the token is good.",
            Cure = "Keep the token, wait as long as Retry-After says, and try again, with longer pauses each time. A new token "
                + "does not help.",
            RetryAfterSeconds = 5,
        };

    public static readonly Refusal ServiceUnreachable =
        new("service_unreachable", 502, "The service could not be reached")
        {
            Meaning = "The gateway allowed the request, and could not reach the service behind it or got no complete answer. The "
                + "service may have received the request.",
            Cure = "Wait as long as Retry-After says, and repeat the request if it is safe to make twice (GET, PUT, DELETE). If it "
                + "stays so, tell those who run the API, with the request_id.",
            RetryAfterSeconds = 5,
        };

    public static readonly Refusal ServiceUnavailable =
        new("service_unavailable", 503, "The service is not available at the moment")
        {
            Meaning = "The gateway allowed the request, and no instance of the service is healthy, or too many requests to it have failed just "
                + "now. The service did not receive it.",
            Cure = "Wait as long as Retry-After says and repeat the request.",
            RetryAfterSeconds = 5,
        };

    /// <summary>The API's own limit of requests under way; nothing is wrong with the request or its sender.</summary>
    public static readonly Refusal ServiceBusy =
        new("service_busy", 503, "The service has too many requests under way")
        {
            Meaning = "The gateway allowed the request, and as many requests as the API takes at once are under way already. The service did "
                + "not receive it.",
            Cure = "Wait as long as Retry-After says and repeat the request. If you send many at once, send fewer.",
            RetryAfterSeconds = 1,
        };

    /// <summary>More to do than can be done: <c>Overload</c>.</summary>
    public static readonly Refusal Overloaded =
        new("overloaded", 503, "The gateway has too much to do at the moment")
        {
            Meaning = "The gateway has more requests at once than it takes, and turned this one away before it looked at it. Neither the gateway nor "
                + "the service has done anything.",
            Cure = "Wait as long as Retry-After says and repeat the request, with longer pauses each time. It is safe to repeat, whatever it does.",
            RetryAfterSeconds = 1,
        };

    /// <summary>While the process ends. Other requests are still served then.</summary>
    public static readonly Refusal Stopping =
        new("stopping", 503, "This instance of the gateway is about to stop")
        {
            Meaning = "The request would open a WebSocket, and the instance of the gateway that received it is being restarted or replaced.",
            Cure = "Connect again: another instance takes it, or this one when it is back.",
            RetryAfterSeconds = 1,
        };

    public static readonly Refusal ServiceTimeout =
        new("service_timeout", 504, "The service did not answer in time")
        {
            Meaning = "The gateway allowed the request, and the service did not answer within the time that the operation has. The "
                + "service may still be working on it.",
            Cure = "Find out whether it was done before you repeat what is not safe to do twice; otherwise wait as long as "
                + "Retry-After says.",
            RetryAfterSeconds = 5,
        };

    /// <summary>RFC 5842 section 7.2.</summary>
    public static readonly Refusal LoopDetected =
        new("loop_detected", 508, "The request has come back to the gateway")
        {
            Meaning = "The gateway sent this request to a service, and it came back to the same gateway: Via has its name already.",
            Cure = "Nothing in the request changes this. Tell those who run the API, with the request_id: the service's address leads to the gateway.",
        };

    /// <summary>RFC 6585 section 4. When to come again, each answer says for itself.</summary>
    public static readonly Refusal RateLimited =
        new("rate_limited", 429, "There were too many requests")
        {
            Meaning = "You, or others who count together with you, have called more often than a limit of the API allows. The service did "
                + "not receive the request.",
            Cure = "Wait as long as Retry-After says. RateLimit tells with every answer how many calls are left and when there are more.",
        };

    public static readonly Refusal BadRequest =
        new("bad_request", 400, "The request could not be read")
        {
            Meaning = "The request is not well-formed HTTP, or has a header that could not be handed on as it is.",
            Cure = "Look at the detail, and at the request as it is on the wire: header names and values, Content-Length, "
                + "Connection.",
        };

    public static readonly Refusal AmbiguousPath =
        new("ambiguous_path", 400, "The path can be read in more than one way")
        {
            Meaning = "Servers differ in how they read such a path, so nobody could say which operation it means. The detail says what is in it.",
            Cure = "Send the path in its plain form, and data that has slashes or other such characters in the query or the body. An API can "
                + "allow some of them; ask those who run it.",
        };

    /// <summary>On the admin listener: understood, and not possible as things are.</summary>
    public static readonly Refusal Conflict =
        new("conflict", 409, "The request does not fit the present state")
        {
            Meaning = "The request was understood, and does not fit the present state.",
            Cure = "The detail says what stands against it.",
            AdminOnly = true,
        };

    public static readonly Refusal BodyTooLarge =
        new("body_too_large", 413, "The request's body is too large")
        {
            Meaning = "The request's body is larger than this operation takes.",
            Cure = "Send less, or in parts if the API has a way to. The limit is set by those who run the API.",
        };

    public static readonly Refusal InternalError =
        new("internal_error", 500, "The gateway failed to handle the request")
        {
            Meaning = "Something went wrong in the gateway itself. It is not about your request or your token, and has been logged.",
            Cure = "Try again later. If it stays so, tell those who run the API, with the request_id.",
        };

    private Refusal(string code, int status, string title)
    {
        Code = code;
        Status = status;
        Title = title;
        Listed.Add(this);
    }

    /// <summary>The closed list.</summary>
    public static IReadOnlyList<Refusal> All => Listed;

    /// <summary>Stable, for programs.</summary>
    public string Code { get; }

    public int Status { get; }

    /// <summary>For people; the same for every occurrence (RFC 9457 section 3.1.3).</summary>
    public string Title { get; }

    /// <summary>What happened, in plain words, for the person who wrote the client.</summary>
    public required string Meaning { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Cure { get; init; }

    /// <summary>Only the admin listener says this, which no client of an API calls.</summary>
    public bool AdminOnly { get; private init; }

    /// <summary>The <c>error</c> of the Bearer challenge (RFC 6750 section 3.1, RFC 9470 section 3); null where the answer carries none.</summary>
    public string? BearerError { get; private init; }

    /// <summary>Seconds for <c>Retry-After</c> (RFC 9110 section 10.2.3).</summary>
    public int? RetryAfterSeconds { get; private init; }
}
