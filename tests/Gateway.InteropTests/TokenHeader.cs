using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.InteropTests;

/// <summary>What stands in a JWT's header.</summary>
internal static class TokenHeader
{
    public static string? HeaderOf(this string token, string member) =>
        JsonElement.Parse(Base64UrlEncoder.Decode(token.Split('.')[0])).GetProperty(member).GetString();
}
