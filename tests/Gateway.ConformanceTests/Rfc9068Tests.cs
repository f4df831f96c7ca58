using System.Text.Json.Nodes;

namespace Gateway.ConformanceTests;

/// <summary>The JWT profile for access tokens: its type, its required claims, and what is some other kind of JWT.</summary>
public sealed class Rfc9068Tests(EdgeFixture edge) : IClassFixture<EdgeFixture>
{
    [Theory]
    [InlineData("at+jwt")]
    [InlineData("application/at+jwt")]
    [InlineData("AT+JWT")]
    [InlineData("Application/AT+jwt")]
    public async Task Section_4_the_type_is_at_jwt(string typ) => await edge.AcceptedAsync(edge.Issuer.Token("read", changeHeader: h => h["typ"] = typ));

    [Theory]
    [InlineData("JWT")]
    [InlineData("jwt")]
    [InlineData("")]
    [InlineData(" at+jwt")]
    [InlineData("at+jwt;x=1")]
    [InlineData("application/application/at+jwt")]
    [InlineData("text/at+jwt")]
    [InlineData("at jwt")]
    [InlineData("id_token+jwt")]
    [InlineData("logout+jwt")]
    [InlineData("token-introspection+jwt")]
    [InlineData("dpop+jwt")]
    [InlineData("secevent+jwt")]
    [InlineData("oauth-authz-req+jwt")]
    [InlineData("gateway+jwt")]
    public async Task Section_4_any_other_type_is_refused(string typ) => await edge.RefusedAsync(edge.Issuer.Token("read", changeHeader: h => h["typ"] = typ));

    [Fact]
    public async Task Section_4_no_type_is_refused() => await edge.RefusedAsync(edge.Issuer.Token("read", changeHeader: h => h.Remove("typ")));

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("[\"at+jwt\"]")]
    public async Task A_type_is_text(string typ) => await edge.RefusedAsync(edge.TokenWithHeader($$"""{"alg":"ES256","kid":"KID","typ":{{typ}}}"""));

    [Theory]
    [InlineData("iss")]
    [InlineData("exp")]
    [InlineData("aud")]
    [InlineData("sub")]
    [InlineData("client_id")]
    [InlineData("iat")]
    [InlineData("jti")]
    public async Task Section_2_2_a_required_claim_is_missing(string claim) => await edge.RefusedAsync(edge.Issuer.Token("read", p => p.Remove(claim)));

    [Theory]
    [InlineData("client_id", "1")]
    [InlineData("client_id", "null")]
    [InlineData("client_id", "[\"app\"]")]
    public async Task Section_2_2_client_id_is_text(string claim, string json) => await edge.RefusedAsync(edge.TokenWithClaim(claim, json));

    [Theory]
    [InlineData("auth_time", "1893499200")]
    [InlineData("acr", "\"urn:example:mfa\"")]
    [InlineData("amr", "[\"pwd\",\"otp\"]")]
    [InlineData("groups", "[\"a\"]")]
    [InlineData("roles", "[\"a\"]")]
    [InlineData("entitlements", "[\"a\"]")]
    public async Task Sections_2_2_1_and_2_2_3_optional_claims_may_be_there(string claim, string json) => await edge.AcceptedAsync(edge.TokenWithClaim(claim, json));

    [Fact]
    public async Task Section_2_2_3_scope_is_optional_and_then_grants_nothing() =>
        await edge.Gateway.GetAsync("/api", edge.Issuer.Token("read", p => p.Remove("scope"))).IsRefusedAsync(403, "insufficient_scope");

    [Fact]
    public async Task Section_4_an_encrypted_token_is_not_taken()
    {
        var parts = edge.Issuer.Token("read").Split('.');
        await edge.RefusedAsync($"{parts[0]}.{parts[2]}.{parts[2]}.{parts[1]}.{parts[2]}");
    }

    [Theory]
    [InlineData("jkt")]
    [InlineData("x5t#S256")]
    [InlineData("jwk")]
    public async Task RFC_9449_section_7_2_and_RFC_8705_section_3_a_bound_token_is_no_bearer_token(string member) =>
        await edge.RefusedAsync(edge.Issuer.Token("read", p => p["cnf"] = new JsonObject { [member] = "x" }));

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    public async Task A_confirmation_that_is_not_understood_is_no_permission(string cnf) => await edge.RefusedAsync(edge.TokenWithClaim("cnf", cnf));
}
