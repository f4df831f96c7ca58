using Microsoft.IdentityModel.Tokens;

namespace Gateway.Authentication;

/// <summary>
/// JwtBearer asks a verified token for its times after verification. They were checked; and the token itself is of no use to anyone further
/// in, so it is not handed on.
/// </summary>
internal sealed class NoSecurityToken : SecurityToken
{
    public static readonly NoSecurityToken Instance = new();

    public override string Id => "";

    public override string Issuer => "";

    public override SecurityKey? SecurityKey => null;

    public override SecurityKey? SigningKey { get; set; }

    public override DateTime ValidFrom => default;

    public override DateTime ValidTo => default;
}
