using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Downstream;

/// <summary>
/// A <see cref="GatewayUser"/> as ASP.NET Core's claims: named as the token names them, compared case-sensitively, and each issued by the
/// token's own issuer.
/// </summary>
internal sealed class GatewayClaimsIdentity : CaseSensitiveClaimsIdentity
{
    /// <summary>
    /// What the gateway itself says. A token's claim of the same name stays out: it would be taken for the gateway's word.
    /// </summary>
    private static readonly string[] Reserved = ["sub", "client_id", "caller", "scope"];

    public GatewayClaimsIdentity(GatewayUser caller)
        : base(ClaimsOf(caller), GatewayIdentity.Scheme, nameType: "sub", roleType: "roles") => Caller = caller;

    private GatewayClaimsIdentity(GatewayClaimsIdentity other)
        : base(other) => Caller = other.Caller;

    public GatewayUser Caller { get; }

    /// <summary>Claims transformations clone; the copy is still the gateway's word.</summary>
    public override ClaimsIdentity Clone() => new GatewayClaimsIdentity(this);

    private static IEnumerable<Claim> ClaimsOf(GatewayUser caller)
    {
        var issuer = caller.Issuer ?? ClaimsIdentity.DefaultIssuer;
        (string Type, string? Value)[] own =
            [("sub", caller.Subject), ("client_id", caller.Client), ("caller", caller.Caller), ("scope", caller.ScopeText)];
        return own.Where(claim => claim.Value is not null)
            .Select(claim => new Claim(claim.Type, claim.Value!, ClaimValueTypes.String, issuer))
            .Concat(caller.Claims.EnumerateObject()
                .Where(member => !Reserved.Contains(member.Name))
                // An array is a claim for each of its elements, as readers of roles and groups expect.
                .SelectMany(member => member.Value.ValueKind == JsonValueKind.Array
                    ? member.Value.EnumerateArray().Select(element => Claim(member.Name, element, issuer))
                    : [Claim(member.Name, member.Value, issuer)]));
    }

    private static Claim Claim(string type, JsonElement value, string issuer) => value.ValueKind switch
    {
        JsonValueKind.String => new(type, value.GetString()!, ClaimValueTypes.String, issuer),
        JsonValueKind.True => new(type, "true", ClaimValueTypes.Boolean, issuer),
        JsonValueKind.False => new(type, "false", ClaimValueTypes.Boolean, issuer),
        JsonValueKind.Number when value.TryGetInt64(out _) => new(type, value.GetRawText(), ClaimValueTypes.Integer64, issuer),
        JsonValueKind.Number => new(type, value.GetRawText(), ClaimValueTypes.Double, issuer),
        JsonValueKind.Array => new(type, value.GetRawText(), JsonClaimValueTypes.JsonArray, issuer),
        JsonValueKind.Object => new(type, value.GetRawText(), JsonClaimValueTypes.Json, issuer),
        _ => new(type, "", JsonClaimValueTypes.JsonNull, issuer),
    };
}
