using Gateway.Routes;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Authentication;

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
            // Without audiences the routes file names clients, and CallerReader compares them.
            ValidateAudience = !issuer.Audiences.IsEmpty,
            ValidAlgorithms = issuer.Algorithms,
            // The default takes "https://api.example.com/" for "https://api.example.com".
            IgnoreTrailingSlashWhenValidatingAudience = false,
            // Keys are this issuer's and chosen by kid. The default tries every key there is, at the cost of a signature each.
            TryAllIssuerSigningKeys = false,
            IssuerSigningKeyResolver = (_, _, kid, _) => keys.Find(kid),
            // Type and lifetime are checked by AccessTokenHandler: the library compares typ as text and has no settable clock.
            ValidateLifetime = false,
        };
    }

    public Issuer Issuer { get; }

    public IssuerKeys Keys { get; }

    public TokenValidationParameters Parameters { get; }
}
