using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

public sealed class IssuerTests
{
    [Fact]
    public void What_the_file_leaves_out_is_the_presets()
    {
        var issuer = Read(""" "Issuer": "https://issuer.example", "Audience": "api" """);

        Assert.Equal("https://issuer.example/.well-known/openid-configuration", issuer.Metadata.AbsoluteUri);
        Assert.Equal(["api"], issuer.Audiences.ToArray());
        Assert.Equal(IssuerPreset.DefaultAlgorithms, issuer.Algorithms);
        Assert.Equal(IssuerPresets.Rfc9068.TokenTypes, issuer.TokenTypes);
        Assert.Equal("scope", issuer.ScopeClaim);
        Assert.Equal("client_id", issuer.ClientClaim);
        Assert.Equal(IssuerPresets.Rfc9068.RequiredClaims.ToArray(), issuer.RequiredClaims.ToArray());
        Assert.Equal(TimeSpan.FromSeconds(30), issuer.ClockSkew);
    }

    [Fact]
    public void What_the_file_says_replaces_the_presets()
    {
        var issuer = Read("""
            "Preset": "auth0", "Issuer": "https://example.eu.auth0.com/", "Audience": ["a", "b"], "Algorithms": ["ES256"],
            "TokenTypes": ["application/at+jwt", "JWT"], "ScopeClaim": "scp", "ClockSkew": "0s"
            """);

        Assert.Equal("https://example.eu.auth0.com/", issuer.Identifier);
        Assert.Equal("https://example.eu.auth0.com/.well-known/openid-configuration", issuer.Metadata.AbsoluteUri);
        Assert.Equal(["a", "b"], issuer.Audiences.ToArray());
        Assert.Equal(["ES256"], issuer.Algorithms.ToArray());
        Assert.Equal(["at+jwt", "JWT"], issuer.TokenTypes.ToArray());
        Assert.Equal("scp", issuer.ScopeClaim);
        Assert.Equal("azp", issuer.ClientClaim);
        Assert.Equal(TimeSpan.Zero, issuer.ClockSkew);
    }

    [Fact]
    public void What_the_preset_says_of_the_client_claim_follows_its_new_name()
    {
        var issuer = Read(""" "Issuer": "https://issuer.example", "Audience": "api", "ClientClaim": "cid" """);

        Assert.Contains("cid", issuer.RequiredClaims);
        Assert.DoesNotContain("client_id", issuer.RequiredClaims);
        Assert.Equal([ClaimTest.Same("sub", "cid")], Assert.Single(issuer.MachineMarks).Tests.ToArray());
    }

    [Fact]
    public void One_scope_claim_in_the_file_is_the_one_for_apps_too()
    {
        const string entra = """ "Preset": "entra-v2", "Issuer": "https://login.example/11111111-2222-3333-4444-555555555555/v2.0", "Audience": "api" """;

        Assert.Equal(("scp", "roles"), (Read(entra).ScopeClaim, Read(entra).AppScopeClaim));
        Assert.Equal(("roles", null), (Read(entra + """, "ScopeClaim": "roles" """).ScopeClaim, Read(entra + """, "ScopeClaim": "roles" """).AppScopeClaim));
    }

    [Fact]
    public void Permissions_are_scopes_only_when_the_file_says_so()
    {
        const string auth0 = """ "Preset": "auth0", "Issuer": "https://example.eu.auth0.com/", "Audience": "a" """;

        Assert.Null(Read(auth0).PermissionsClaim);
        Assert.Null(Read(auth0 + """, "PermissionsAsScopes": false """).PermissionsClaim);
        Assert.Equal("permissions", Read(auth0 + """, "PermissionsAsScopes": true """).PermissionsClaim);
    }

    [Fact]
    public void A_token_may_be_as_old_as_it_likes_unless_the_file_says_otherwise()
    {
        Assert.Null(Read(""" "Issuer": "https://issuer.example", "Audience": "api" """).MaxTokenAge);
        Assert.Equal(TimeSpan.FromHours(1), Read(""" "Issuer": "https://issuer.example", "Audience": "api", "MaxTokenAge": "1h" """).MaxTokenAge);
    }

    [Fact]
    public void Cognito_has_clients_where_others_have_an_audience_and_may_have_both()
    {
        const string cognito = """ "Preset": "cognito", "Issuer": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123", "Clients": ["a", "b"] """;

        Assert.Equal((0, "a,b"), (Read(cognito).Audiences.Length, string.Join(',', Read(cognito).Clients)));
        Assert.Equal(["api"], Read(cognito + """, "Audience": "api" """).Audiences.ToArray());
    }

    [Theory]
    [InlineData("auth0", "https://login.example.com/")]
    [InlineData("auth0-rfc9068", "https://example.eu.auth0.com/")]
    [InlineData("entra-v2", "https://login.microsoftonline.us/11111111-2222-3333-4444-555555555555/v2.0")]
    [InlineData("entra-v1", "https://sts.windows.net/11111111-2222-3333-4444-555555555555/")]
    [InlineData("okta", "https://id.example.com/oauth2/aus1abc")]
    [InlineData("keycloak", "https://keycloak.example.com/auth/realms/main")]
    [InlineData("keycloak", "https://keycloak.example.com/realms/main%20realm")]
    public void An_issuer_named_as_its_preset_names_them_is_taken(string preset, string issuer) =>
        Assert.Equal(issuer, Read($$""" "Preset": "{{preset}}", "Issuer": "{{issuer}}", "Audience": "api" """).Identifier);

    [Theory]
    [InlineData("auth0", "https://example.eu.auth0.com")]
    [InlineData("auth0", "https://example.eu.auth0.com/x/")]
    [InlineData("entra-v2", "https://login.microsoftonline.com/common/v2.0")]
    [InlineData("entra-v2", "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0/")]
    [InlineData("entra-v2", "https://sts.windows.net/11111111-2222-3333-4444-555555555555/")]
    [InlineData("entra-v1", "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0")]
    [InlineData("okta", "https://example.okta.com")]
    [InlineData("okta", "https://example.okta.com/oauth2/default/")]
    [InlineData("keycloak", "https://keycloak.example.com/realms/main/")]
    [InlineData("keycloak", "https://keycloak.example.com")]
    [InlineData("cognito", "https://example.auth.eu-west-1.amazoncognito.com")]
    public void An_issuer_that_no_server_of_its_preset_has_is_a_mistake(string preset, string issuer) =>
        Assert.Contains(
            MistakeCode.WrongIssuerForm,
            RoutesFiles.Codes(File($$""" "Preset": "{{preset}}", "Issuer": "{{issuer}}", "Audience": "api", "Clients": ["a"] """)));

    [Fact]
    public void Every_preset_has_a_name_of_its_own_and_requires_issuer_end_and_client()
    {
        Assert.Equal(IssuerPresets.All.Length, IssuerPresets.All.Select(preset => preset.Name).Distinct().Count());
        Assert.All(IssuerPresets.All, preset =>
        {
            Assert.Empty(new[] { "iss", "exp", "sub", preset.ClientClaim }.Except(preset.RequiredClaims));
            Assert.Equal(preset.HasAudience, preset.RequiredClaims.Contains("aud"));
            Assert.NotEmpty(preset.MachineMarks);
        });
    }

    [Theory]
    [InlineData("http://127.0.0.1:9000", true)]
    [InlineData("http://localhost:9000", true)]
    [InlineData("http://[::1]:9000", true)]
    [InlineData("http://10.0.0.1", false)]
    [InlineData("http://localhost.example", false)]
    public void Plain_http_is_for_loopback_in_Development_only(string issuer, bool acceptedInDevelopment)
    {
        var json = File($$""" "Issuer": "{{issuer}}", "Audience": "api" """);

        Assert.Equal(acceptedInDevelopment, RoutesFiles.Read(json).Table is not null);
        Assert.Equal(MistakeCode.InsecureAddress, Assert.Single(RoutesFiles.Read(json, RoutesFiles.Production).Mistakes).Code);
    }

    private static Issuer Read(string members) => Assert.Single(RoutesFiles.Compile(File(members)).Issuers);

    private static string File(string members) => $$"""
        {
          "Version": 1,
          "Issuers": { "main": { {{members}} } },
          "Apis": { "x": { "Prefix": "/x", "Upstream": "http://x", "Operations": { "GET /": { "AnyToken": true } } } }
        }
        """;
}
