using System.Text.Json;
using Gateway.Authentication.Form;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Authentication;

/// <summary>
/// What an issuer's token has to say to be accepted here and now, whoever signed it: asked of real tokens, and of those that the command line
/// makes up.
/// </summary>
internal static class TokenAcceptance
{
    /// <summary>Whether it is for this gateway. Where the file names no audience it names clients, which <see cref="CallerReader"/> compares.</summary>
    public static TokenFault? WhyNot(Issuer issuer, JsonElement payload, DateTimeOffset now) =>
        !issuer.Audiences.IsEmpty && !Audience.Includes(payload, issuer.Audiences) ? TokenFault.WrongAudience : Untimely(issuer, payload, now);

    /// <summary>Whether now is its time: to be asked again with every use.</summary>
    public static TokenFault? Untimely(Issuer issuer, JsonElement payload, DateTimeOffset now) =>
        TokenLifetime.Check(payload, now, issuer.ClockSkew) ?? TokenAge.Check(issuer, payload, now);
}
