using System.Text.Json;
using Gateway.Authentication;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Authentication;

public sealed class PresetLikenessTests
{
    private const string Tenant = "11111111-2222-3333-4444-555555555555";
    private const string Common = """ "iss": "x", "aud": "a", "sub": "s", "iat": 1, "exp": 2 """;

    public static TheoryData<string, string?, string, string> Vendors => new()
    {
        { "https://keycloak.example.com/realms/main", "JWT", """ "azp": "c", "jti": "j", "typ": "Bearer" """, "keycloak" },
        { "https://example.eu.auth0.com/", "JWT", """ "azp": "c" """, "auth0" },
        { $"https://login.microsoftonline.com/{Tenant}/v2.0", "JWT", """ "azp": "c", "oid": "o", "tid": "t", "ver": "2.0" """, "entra-v2" },
        { $"https://sts.windows.net/{Tenant}/", "JWT", """ "appid": "c", "oid": "o", "tid": "t", "ver": "1.0" """, "entra-v1" },
        { "https://example.okta.com/oauth2/default", null, """ "cid": "c", "jti": "j", "scp": ["x"] """, "okta" },
        { "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC", null, """ "client_id": "c", "jti": "j", "token_use": "access" """, "cognito" },
    };

    [Theory]
    [MemberData(nameof(Vendors))]
    public void A_vendors_token_looks_like_its_preset_where_the_file_says_another(string issuer, string? typ, string claims, string preset)
    {
        Assert.Equal(preset, Of(issuer, "rfc9068", typ, claims));
        Assert.Null(Of(issuer, preset, typ, claims));
    }

    [Fact]
    public void The_two_profiles_of_Auth0_are_told_apart()
    {
        const string issuer = "https://example.eu.auth0.com/";

        Assert.Equal("auth0-rfc9068", Of(issuer, "auth0", "at+jwt", """ "client_id": "c", "jti": "j" """));
        Assert.Equal("auth0", Of(issuer, "auth0-rfc9068", "JWT", """ "azp": "c" """));
    }

    [Fact]
    public void A_server_that_follows_RFC_9068_is_known_for_it() =>
        Assert.Equal("rfc9068", Of("https://keycloak.example.com/realms/main", "keycloak", "application/at+jwt", """ "client_id": "c", "jti": "j" """));

    [Theory]
    [InlineData("https://issuer.example", "JWT", """ "azp": "c" """)] // Auth0's issuers end in a slash
    [InlineData("https://issuer.example", "JWT", """ "client_id": "c", "jti": "j" """)]
    [InlineData("https://example.eu.auth0.com/", "JWT", """ "azp": "c", "nonce": "n" """)] // an ID token
    [InlineData("https://keycloak.example.com/realms/main", "JWT", """ "azp": "c", "jti": "j", "typ": "ID" """)]
    [InlineData("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC", null, """ "client_id": "c", "jti": "j", "token_use": "id" """)]
    public void What_no_preset_would_take_looks_like_none(string issuer, string? typ, string claims) => Assert.Null(Of(issuer, "rfc9068", typ, claims));

    private static string? Of(string issuer, string preset, string? typ, string claims)
    {
        var known = RoutesFiles.Compile(RoutesFiles.WithOperations("\"GET /\": \"read\"")).Issuers[0] with { Identifier = issuer, Preset = preset };
        return PresetLikeness.Of(known, typ, JsonElement.Parse($"{{ {Common}, {claims} }}"));
    }
}
