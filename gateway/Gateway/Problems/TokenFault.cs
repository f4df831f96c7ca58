namespace Gateway.Problems;

/// <summary>
/// What can be wrong with a token: the closed list of <c>error_description</c>s. They are fixed texts, because anything taken from a token
/// that failed is the sender's own words.
/// </summary>
internal sealed class TokenFault
{
    // Above the faults: each adds itself.
    private static readonly List<TokenFault> Listed = [];

    public static readonly TokenFault Malformed = new(
        "malformed",
        "The token is not a well-formed JWT access token",
        "Send the access token exactly as the authorization server gave it: whole, without quotes or line breaks, and "
        + "no ID token or API key.");

    public static readonly TokenFault Encrypted = new(
        "encrypted",
        "Encrypted tokens are not accepted",
        "Have the authorization server issue signed tokens for this API; the gateway has no key to decrypt with.");

    public static readonly TokenFault SenderConstrained = new(
        "sender_constrained",
        "The token is bound to a key and not accepted as a bearer token",
        "Ask for a plain bearer token: without DPoP, and not over mutual TLS.");

    public static readonly TokenFault WrongType = new(
        "wrong_type",
        "The token is not an access token of an accepted type",
        "Send the access token, and not the ID token or the refresh token that came with it.");

    public static readonly TokenFault WrongAlgorithm = new(
        "wrong_algorithm",
        "The token is signed with an algorithm that is not accepted",
        "Have the authorization server sign with an algorithm that is configured for it here.");

    public static readonly TokenFault UnknownIssuer = new(
        "unknown_issuer",
        "The token is not from an accepted issuer",
        "Get the token from one of the authorization servers that the document at resource_metadata names. A test "
        + "system and production have different ones.");

    public static readonly TokenFault UnknownKey = new(
        "unknown_key",
        "The token is signed with a key that its issuer does not publish",
        "Get a new token: the key behind this one is no longer published, or never was.");

    public static readonly TokenFault BadSignature = new(
        "bad_signature",
        "The token's signature does not hold",
        "Send the token unchanged. If it is, it was not made by the authorization server that it names.");

    public static readonly TokenFault WrongAudience = new(
        "wrong_audience",
        "The token is for another audience",
        "Name this API when asking for the token: in resource, in audience, or by its scopes, as the authorization "
        + "server has it.");

    public static readonly TokenFault Expired = new(
        "expired",
        "The token has expired",
        "Get a new token, with the refresh token if there is one. Get the next one a little before this one ends.");

    public static readonly TokenFault NotYetValid = new(
        "not_yet_valid",
        "The token is not valid yet",
        "Wait until it is valid. If it should be already, a clock is wrong: that of the authorization server, most "
        + "likely.");

    public static readonly TokenFault MissingClaim = new(
        "missing_claim",
        "The token lacks a claim that its issuer has to set",
        "Tell those who run the authorization server: its tokens are not as they are configured here.");

    public static readonly TokenFault WrongClient = new(
        "wrong_client",
        "The token was issued to a client that is not accepted",
        "Ask those who run the API to accept this client, or use one that they accept.");

    public static readonly TokenFault TooOld = new(
        "too_old",
        "The token was issued too long ago",
        "Get a new token; however long it is valid, it is accepted for a shorter time.");

    public static readonly TokenFault IssuerNotAcceptedHere = new(
        "issuer_not_accepted_here",
        "The token is not from an issuer that this call accepts",
        "Get the token from an authorization server that this API accepts; the document at resource_metadata names "
        + "them.");

    public static readonly TokenFault Inactive = new(
        "inactive",
        "The token is not active",
        "Get a new token: the authorization server says that this one has expired, was revoked, or is not its own.");

    public static readonly TokenFault Revoked = new(
        "revoked",
        "The token has been revoked",
        "Have the user sign in again. If the new token is refused as well, the user or the application was locked "
        + "out.");

    /// <summary>On the admin listener only.</summary>
    public static readonly TokenFault NotAdmin = new(
        "not_admin",
        "The token is not the admin token",
        "Send the admin token.");

    private TokenFault(string reason, string description, string cure)
    {
        Reason = reason;
        Description = description;
        Cure = cure;
        Listed.Add(this);
    }

    /// <summary>The closed list.</summary>
    public static IReadOnlyList<TokenFault> All => Listed;

    /// <summary>For logs and metrics.</summary>
    public string Reason { get; }

    /// <summary>For the challenge: only characters that RFC 6750 section 3 allows there.</summary>
    public string Description { get; }

    /// <summary>What to do about it, for the person who wrote the client.</summary>
    public string Cure { get; }
}
