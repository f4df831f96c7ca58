using System.Text.Json;
using Gateway.Authentication;

namespace Gateway.UnitTests.Authentication;

public sealed class TokenKindTests
{
    [Theory]
    [InlineData("""{ "nonce": "n" }""")]
    [InlineData("""{ "at_hash": "h" }""")]
    [InlineData("""{ "c_hash": "h" }""")]
    [InlineData("""{ "events": {} }""")]
    [InlineData("""{ "nonce": null }""")]
    [InlineData("""{ "scope": "read", "client_id": "app", "nonce": "" }""")]
    public void What_only_other_tokens_have_tells_them_apart_unless_the_type_does(string payload)
    {
        Assert.All(new[] { "JWT", "", null, "logout+jwt", "secevent+jwt", "jwt", "at+jwt2" }, typ => Assert.True(IsOther(typ, payload)));
        Assert.All(new[] { "at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt" }, typ => Assert.False(IsOther(typ, payload)));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{ "scope": "read" }""")]
    [InlineData("""{ "Nonce": "n" }""")]
    [InlineData("""{ "address": { "nonce": "n" } }""")]
    public void A_token_without_them_is_not_another(string payload) =>
        Assert.All(new[] { "JWT", "", null, "at+jwt" }, typ => Assert.False(IsOther(typ, payload)));

    private static bool IsOther(string? typ, string payload) => TokenKind.IsOtherThanAccess(typ, JsonElement.Parse(payload));
}
