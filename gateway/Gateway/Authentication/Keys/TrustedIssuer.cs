using Gateway.Routes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Authentication.Keys;

/// <summary>An issuer and its keys, and how <c>JsonWebTokenHandler</c> is to verify a signature of it.</summary>
internal sealed class TrustedIssuer
{
    public TrustedIssuer(Issuer issuer, IssuerKeys keys)
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
    }

    public Issuer Issuer { get; }

    public IssuerKeys Keys { get; }

    public TokenValidationParameters Parameters { get; }
}
