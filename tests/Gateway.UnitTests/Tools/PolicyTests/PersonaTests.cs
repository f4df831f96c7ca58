using Gateway.Problems;
using Gateway.Routes;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Tools.PolicyTests;

public sealed class PersonaTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Null_is_somebody_without_a_token() =>
        Assert.IsType<TokenResult.None>(TokenOf("null"));

    [Fact]
    public void A_refused_token_is_refused_for_its_reason()
    {
        var refused = Assert.IsType<TokenResult.Refused>(TokenOf("""{ "Token": "expired" }"""));

        Assert.Equal(Refusal.InvalidToken, refused.Problem.Refusal);
        Assert.Equal(TokenFault.Expired.Reason, refused.Problem.Reason);
    }

    [Fact]
    public void A_token_says_what_the_persona_says_and_nothing_else_about_the_caller()
    {
        var caller = CallerOf("""
            { "Issuer": "main", "Subject": "alice", "Client": "app", "Caller": "user", "Scopes": ["write", "read"],
              "Claims": { "roles": ["a", "b"], "level": 3, "nested": { "x": null } }, "Acr": "mfa", "AuthTime": "2m" }
            """);

        Assert.Equal(("main", "alice", "app", CallerKind.User, "write read"),
            (caller.Issuer.Name, caller.Subject, caller.Client, caller.Kind, caller.ScopeText));
        Assert.Equal("""["a","b"]""", caller.Payload.GetProperty("roles").GetRawText());
        Assert.Equal(3, caller.Payload.GetProperty("level").GetInt32());
        Assert.Equal("""{"x":null}""", caller.Payload.GetProperty("nested").GetRawText());
        Assert.Equal("mfa", caller.Payload.GetProperty("acr").GetString());
        Assert.Equal(Now.AddMinutes(-2).ToUnixTimeSeconds(), caller.Payload.GetProperty("auth_time").GetDouble());
    }

    [Fact]
    public void What_is_left_out_is_the_only_issuer_the_personas_name_and_no_scopes()
    {
        var caller = CallerOf("""{ "Client": "app" }""");

        Assert.Equal(("main", "somebody", "", CallerKind.User), (caller.Issuer.Name, caller.Subject, caller.ScopeText, caller.Kind));
        Assert.False(caller.Payload.TryGetProperty("auth_time", out _));
        Assert.False(caller.Payload.TryGetProperty("acr", out _));
    }

    [Fact]
    public void A_subject_that_is_its_own_client_is_a_machine_by_the_default_preset() =>
        Assert.Equal(CallerKind.Machine, CallerOf("""{ "Subject": "app", "Client": "app" }""").Kind);

    [Theory]
    [InlineData("rfc9068", "https://i.example", """{ "Subject": "p", "Client": "c", "Caller": "user" }""", "User")]
    [InlineData("auth0", "https://i.example/", """{ "Subject": "c@clients", "Client": "c", "Caller": "machine" }""", "Machine")]
    [InlineData("auth0", "https://i.example/", """{ "Client": "c", "Claims": { "gty": "client-credentials" } }""", "Machine")]
    [InlineData("okta", "https://i.example/oauth2/default", """{ "Client": "c", "Caller": "user" }""", "User")]
    [InlineData("okta", "https://i.example/oauth2/default", """{ "Client": "c" }""", "Unknown")]
    [InlineData("keycloak", "https://i.example/realms/r", """{ "Client": "c", "Caller": "machine" }""", "Machine")]
    [InlineData("entra-v2", EntraIssuer, """{ "Client": "c", "Caller": "machine" }""", "Machine")]
    [InlineData("entra-v2", EntraIssuer, """{ "Client": "c", "Caller": "user" }""", "User")]
    [InlineData("cognito", "https://i.example/eu-west-1_abc", """{ "Client": "c", "Claims": { "username": "p" } }""", "User")]
    public void Scopes_and_caller_stand_where_the_issuers_preset_reads_them(string preset, string issuer, string persona, string kind)
    {
        var accepted = preset == "cognito" ? "\"Clients\": [\"c\"]" : "\"Audience\": \"api\"";
        var policy = RoutesFiles.Compile($$"""
            {
              "Version": 1,
              "Issuers": { "main": { "Preset": "{{preset}}", "Issuer": "{{issuer}}", {{accepted}} } },
              "Scopes": { "read": "Read" },
              "Apis": { "a": { "Prefix": "/a", "Upstream": "http://a", "Operations": { "GET /": "read" } } }
            }
            """);

        var caller = CallerOf(persona.Replace("\"Client\"", "\"Scopes\": [\"read\"], \"Client\"", StringComparison.Ordinal), policy);

        Assert.Equal((kind, "read", "c"), (caller.Kind.ToString(), caller.ScopeText, caller.Client));
    }

    [Fact]
    public void A_client_that_the_issuers_entry_does_not_accept_is_refused_as_at_the_gateway()
    {
        var policy = RoutesFiles.Compile("""
            {
              "Version": 1,
              "Issuers": { "main": { "Issuer": "https://issuer.example", "Audience": "api", "Clients": ["web"] } },
              "Apis": { "a": { "Prefix": "/a", "Upstream": "http://a", "Operations": { "GET /": { "AnyToken": true } } } }
            }
            """);

        var refused = Assert.IsType<TokenResult.Refused>(TokenOf("""{ "Client": "app" }""", policy));

        Assert.Equal(TokenFault.WrongClient.Reason, refused.Problem.Reason);
    }

    private const string EntraIssuer = "https://i.example/11111111-2222-3333-4444-555555555555/v2.0";

    private static CallerIdentity CallerOf(string persona, RouteTable? policy = null) =>
        Assert.IsType<TokenResult.Verified>(TokenOf(persona, policy)).Caller;

    private static TokenResult TokenOf(string persona, RouteTable? policy = null) =>
        PolicyFiles.WithPersonas($"\"somebody\": {persona}", policy).Personas.Single().TokenAt(Now);
}
