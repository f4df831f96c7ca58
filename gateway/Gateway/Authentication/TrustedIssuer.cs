using Gateway.Authentication.Introspection;
using Gateway.Authentication.Keys;
using Gateway.Routes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Authentication;

/// <summary>An issuer of the routes file and its keys: how a signature of it is verified, and how its opaque tokens are asked about.</summary>
internal sealed class TrustedIssuer
{
    public TrustedIssuer(Issuer issuer, IssuerKeys keys, TimeProvider clock, ILoggerFactory logs)
    {
        Issuer = issuer;
        Keys = keys;
        Parameters = new TokenValidationParameters
        {
            // Only the signature is the library's. It knows no clock but the system's, compares typ as text, tolerates a slash at the end of
            // an audience, and would try every key there is.
            IssuerSigningKeyResolver = (_, token, kid, _) =>
                keys.Find(kid).Where(key => key.Fits(((JsonWebToken)token).Alg)).Select(key => key.Key),
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = issuer.Algorithms,
            ValidIssuer = issuer.Identifier,
            ValidateAudience = false,
            ValidateLifetime = false,
        };
        Opaque = issuer.Introspection is { } introspection
            ? new OpaqueTokens(this, introspection, clock, logs.CreateLogger<OpaqueTokens>())
            : null;
    }

    public Issuer Issuer { get; }

    public IssuerKeys Keys { get; }

    public TokenValidationParameters Parameters { get; }

    /// <summary>Null where the file has no <c>Introspection</c> for it.</summary>
    public OpaqueTokens? Opaque { get; }
}
