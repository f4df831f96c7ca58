using Microsoft.IdentityModel.Tokens;

namespace Gateway.Authentication.Introspection;

/// <summary>An opaque token that its issuer has vouched for. JwtBearer wants a <see cref="SecurityToken"/> beside the identity.</summary>
internal sealed class IntrospectedToken(CallerIdentity caller, AnswerLifetime lifetime, int sizeBytes) : SecurityToken
{
    public CallerIdentity Caller => caller;

    public AnswerLifetime Lifetime => lifetime;

    /// <summary>Of the answer that it was read from.</summary>
    public int SizeBytes => sizeBytes;

    public override string Id => "";

    public override string Issuer => caller.Issuer.Identifier;

    public override SecurityKey? SecurityKey => null;

    public override SecurityKey? SigningKey { get; set; }

    // "Not known", as JwtBearer reads it. Whether the time is right is decided by Lifetime, on every use.
    public override DateTime ValidFrom => default;

    public override DateTime ValidTo => default;
}
