namespace Gateway.Routes;

/// <summary>How the issuer is asked what an opaque token is worth (RFC 7662).</summary>
/// <param name="ClientId">Who asks. It is also the audience of a signed answer (RFC 9701 section 5).</param>
/// <param name="ClientSecretFile">Where the secret for <c>client_secret_basic</c> is; null: a private key is used.</param>
/// <param name="PrivateKeyFile">Where the key for <c>private_key_jwt</c> is, as PEM; null: a secret is used.</param>
/// <param name="Endpoint">Null: the <c>introspection_endpoint</c> of the issuer's discovery document.</param>
/// <param name="CacheFor">How long a yes may be used again; never beyond the token's <c>exp</c>.</param>
/// <param name="NegativeCacheFor">How long a no may be used again.</param>
/// <param name="SignedResponse">Only an answer signed by the issuer counts (RFC 9701).</param>
internal sealed record Introspection(
    string ClientId,
    string? ClientSecretFile,
    string? PrivateKeyFile,
    Uri? Endpoint,
    TimeSpan CacheFor,
    TimeSpan NegativeCacheFor,
    bool SignedResponse);
