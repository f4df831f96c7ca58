using Gateway.Routes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Authentication.Keys;

/// <summary>An issuer and its keys, and how <c>JsonWebTokenHandler</c> is to verify a token of it.</summary>
internal sealed class TrustedIssuer
{
    public TrustedIssuer(Issuer issuer, IssuerKeys keys)
    {
        Issuer = issuer;
        Keys = keys;
        Parameters = new TokenValidationParameters
        {
            ValidIssuer = issuer.Identifier,
            ValidAudiences = issuer.Audiences,
            ValidAlgorithms = issuer.Algorithms,
            // The default takes "https://api.example.com/" for "https://api.example.com".
            IgnoreTrailingSlashWhenValidatingAudience = false,
            // Keys are this issuer's and chosen by kid. The default tries every key there is, at the cost of a signature each.
            TryAllIssuerSigningKeys = false,
            IssuerSigningKeyResolver = (_, token, kid, _) =>
                keys.Find(kid).Where(key => key.Fits(((JsonWebToken)token).Alg)).Select(key => key.Key),
            // Type and lifetime are checked by AccessTokenHandler: the library compares typ as text and has no settable clock.
            ValidateLifetime = false,
        };
    }

    public Issuer Issuer { get; }

    public IssuerKeys Keys { get; }

    public TokenValidationParameters Parameters { get; }
}
