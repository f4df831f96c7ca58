namespace Gateway.Downstream;

/// <summary>
/// The headers in which the gateway tells a service who calls. The gateway removes every spelling of them from the client's request
/// before it sets its own: the plain ones can be believed inside a network that only the gateway reaches, <see cref="Assertion"/> anywhere.
/// On a public operation none is present.
/// </summary>
public static class ClaimHeaders
{
    /// <summary>The reserved prefix. No client's header that could be read as starting with it reaches a service.</summary>
    public const string Prefix = "Gateway-";

    /// <summary>The token's <c>sub</c> (RFC 7519 section 4.1.2): the user, or the client itself where no user is involved.</summary>
    public const string Subject = Prefix + "Subject";

    /// <summary>The OAuth client that brought the token (<c>client_id</c>, RFC 9068 section 2.2).</summary>
    public const string Client = Prefix + "Client";

    /// <summary><c>user</c>, <c>machine</c> or <c>unknown</c>. Present on every request that carried a verified token.</summary>
    public const string Caller = Prefix + "Caller";

    /// <summary>The token's <c>iss</c> (RFC 7519 section 4.1.1), exactly as the issuer writes it.</summary>
    public const string Issuer = Prefix + "Issuer";

    /// <summary>The token's scopes, separated by single spaces (RFC 6749 section 3.3). Empty when the token has none.</summary>
    public const string Scopes = Prefix + "Scopes";

    /// <summary>
    /// A JSON object, base64url without padding (RFC 4648 section 5): the claims this API is configured to receive, and every value
    /// above that is not short visible ASCII and so has no header of its own.
    /// </summary>
    public const string Claims = Prefix + "Claims";

    /// <summary>
    /// The same, signed: a JWT (RFC 7519) of the gateway's, for one API and one request, good for 60 seconds at most. It tells the gateway's
    /// word from that of whoever reaches the service around it, once it is verified: <see cref="GatewayIdentity.AddGatewayIdentity"/> does.
    /// </summary>
    public const string Assertion = Prefix + "Assertion";

    /// <summary>The <c>typ</c> of an assertion (RFC 7515 section 4.1.9): it is no access token, and no access token is one.</summary>
    public const string AssertionType = "gateway+jwt";
}
