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
        Assert.Equal(IssuerPreset.Rfc9068.TokenTypes, issuer.TokenTypes);
        Assert.Equal("scope", issuer.ScopeClaim);
        Assert.Equal("client_id", issuer.ClientClaim);
        Assert.Equal(IssuerPreset.Rfc9068.RequiredClaims.ToArray(), issuer.RequiredClaims.ToArray());
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
        Assert.Equal([new MachineMark("sub", EqualTo: "cid")], issuer.MachineMarks.ToArray());
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
