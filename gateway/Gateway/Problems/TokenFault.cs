namespace Gateway.Problems;

/// <summary>
/// What can be wrong with a token: the closed list of <c>error_description</c>s. They are fixed texts, because anything taken from a token
/// that failed is the sender's own words.
/// </summary>
internal sealed class TokenFault
{
    public static readonly TokenFault Malformed = new("malformed", "The token is not a well-formed JWT access token");
    public static readonly TokenFault Encrypted = new("encrypted", "Encrypted tokens are not accepted");
    public static readonly TokenFault SenderConstrained =
        new("sender_constrained", "The token is bound to a key and not accepted as a bearer token");
    public static readonly TokenFault WrongType = new("wrong_type", "The token is not an access token of an accepted type");
    public static readonly TokenFault WrongAlgorithm = new("wrong_algorithm", "The token is signed with an algorithm that is not accepted");
    public static readonly TokenFault UnknownIssuer = new("unknown_issuer", "The token is not from an accepted issuer");
    public static readonly TokenFault UnknownKey = new("unknown_key", "The token is signed with a key that its issuer does not publish");
    public static readonly TokenFault BadSignature = new("bad_signature", "The token's signature does not hold");
    public static readonly TokenFault WrongAudience = new("wrong_audience", "The token is for another audience");
    public static readonly TokenFault Expired = new("expired", "The token has expired");
    public static readonly TokenFault NotYetValid = new("not_yet_valid", "The token is not valid yet");
    public static readonly TokenFault MissingClaim = new("missing_claim", "The token lacks a claim that its issuer has to set");

    public static readonly TokenFault WrongClient = new("wrong_client", "The token was issued to a client that is not accepted");
    public static readonly TokenFault TooOld = new("too_old", "The token was issued too long ago");
    public static readonly TokenFault IssuerNotAcceptedHere =
        new("issuer_not_accepted_here", "The token is not from an issuer that this call accepts");

    private TokenFault(string reason, string description)
    {
        Reason = reason;
        Description = description;
    }

    /// <summary>For logs and metrics.</summary>
    public string Reason { get; }

    /// <summary>For the challenge: only characters that RFC 6750 section 3 allows there.</summary>
    public string Description { get; }
}
