using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Tools.Diff;

public sealed class IssuerDiffTests
{
    private const string Weaker = "weaker";
    private const string Changed = "changed";

    [Theory]
    [InlineData("", """ "Audience": ["api", "other"] """, "Audience", Weaker, "aud: other")]
    [InlineData(""" "Clients": ["p"] """, "", "Clients", Weaker, "client: some-other-client")]
    [InlineData(""" "Clients": ["p"] """, """ "Clients": ["q"] """, "Clients", Changed, "client: q")]
    [InlineData(""" "Algorithms": ["ES256"] """, """ "Algorithms": ["ES256", "RS256"] """, "Algorithms", Weaker, "alg: RS256")]
    [InlineData("", """ "TokenTypes": ["at+jwt", "JWT"] """, "TokenTypes", Weaker, "typ: JWT")]
    [InlineData("", """ "ClockSkew": "1m" """, "ClockSkew", Weaker, "expired 30s ago")]
    [InlineData(""" "MaxTokenAge": "1h" """, "", "MaxTokenAge", Weaker, "issued 3631s ago")]
    [InlineData(""" "MaxTokenAge": "1h" """, """ "MaxTokenAge": "2h" """, "MaxTokenAge", Weaker, "issued 7230s ago")]
    [InlineData("", """ "ScopeClaim": "scp" """, "ScopeClaim", Changed, "scopes in scp")]
    [InlineData("", """ "ClientClaim": "azp" """, "ClientClaim", Changed, "client in azp")]
    [InlineData(""" "Issuer": "https://issuer.example/" """, """ "Preset": "auth0-rfc9068", "Issuer": "https://issuer.example/" """, "Preset", Changed, "by the preset auth0-rfc9068")]
    public async Task An_issuer_whose_tokens_are_accepted_more_easily_is_weaker(string old, string @new, string member, string kind, string fact)
    {
        var diff = await Diffs.OfAsync(File(old), File(@new));

        var change = Assert.Single(diff.Changes);
        Assert.Equal($"{kind} issuer main", diff.Summary());
        Assert.Contains(member, change.Laxer);
        Assert.Contains(fact, change.Accepts!.ToString(), StringComparison.Ordinal);
        Assert.True(diff.Weaker);
    }

    [Theory]
    [InlineData(""" "Audience": ["api", "other"] """, "")]
    [InlineData("", """ "Clients": ["p"] """)]
    [InlineData(""" "ClockSkew": "1m" """, "")]
    [InlineData("", """ "MaxTokenAge": "1h" """)]
    public async Task One_whose_tokens_are_accepted_less_easily_is_stronger(string old, string @new)
    {
        var diff = await Diffs.OfAsync(File(old), File(@new));

        Assert.Equal("stronger issuer main", diff.Summary());
        Assert.NotNull(diff.Changes[0].Refuses);
        Assert.False(diff.Weaker);
    }

    [Fact]
    public async Task A_longer_age_within_what_a_smaller_skew_takes_away_is_not_weaker()
    {
        var diff = await Diffs.OfAsync(File(""" "MaxTokenAge": "1h", "ClockSkew": "1m" """), File(""" "MaxTokenAge": "61m", "ClockSkew": "0s" """));

        Assert.Equal("stronger issuer main", diff.Summary());
    }

    [Fact]
    public async Task Opaque_tokens_that_are_accepted_now_are_weaker_and_no_sample_shows_them()
    {
        var diff = await Diffs.OfAsync(File(""), File(""" "Introspection": { "ClientId": "g", "ClientSecretFile": "s" } """));

        Assert.Equal("weaker issuer main", diff.Summary());
        Assert.Null(diff.Changes[0].Accepts);
    }

    [Theory]
    [InlineData(""" "SignedResponse": true """, "")]
    [InlineData(""" "CacheFor": "10s" """, """ "CacheFor": "60s" """)]
    [InlineData("", """ "Endpoint": "https://elsewhere.example/introspect" """)]
    public async Task Opaque_tokens_that_are_accepted_more_easily_are_weaker(string old, string @new)
    {
        static string With(string more) =>
            File($$""" "Introspection": { "ClientId": "g", "ClientSecretFile": "s" {{(more.Length == 0 ? "" : ", " + more)}} } """);

        var diff = await Diffs.OfAsync(With(old), With(@new));

        Assert.True(diff.Weaker);
        Assert.Equal("Introspection", Assert.Single(Assert.Single(diff.Changes).Laxer));
    }

    [Fact]
    public async Task Keys_from_another_place_are_weaker()
    {
        var diff = await Diffs.OfAsync(File(""), File(""" "Metadata": "https://elsewhere.example/metadata" """));

        Assert.Equal("changed issuer main", diff.Summary());
        Assert.Equal("Metadata", Assert.Single(diff.Changes[0].Laxer));
    }

    [Fact]
    public async Task An_issuer_that_was_not_there_is_weaker_where_operations_were_that_accept_its_tokens()
    {
        var @new = File("").Replace("\"Issuers\": {", "\"Issuers\": { \"more\": { \"Issuer\": \"https://more.example\", \"Audience\": \"api\" },", StringComparison.Ordinal);
        var diff = await Diffs.OfAsync(File(""), @new);

        Assert.Equal("weaker issuer more", diff.Summary());
        Assert.Equal("more", diff.Changes[0].Accepts!.Issuer);
        Assert.Equal("stronger issuer more", (await Diffs.OfAsync(@new, File(""))).Summary());
    }

    [Fact]
    public async Task An_issuer_that_only_new_operations_accept_is_not_weaker()
    {
        var old = RoutesFiles.WithOperations("\"GET /x\": { \"Scopes\": \"read\", \"Issuers\": [\"main\"] }");
        var @new = RoutesFiles.WithOperations("\"GET /x\": { \"Scopes\": \"read\", \"Issuers\": [\"main\"] }, \"GET /y\": \"read\"")
            .Replace("\"Issuers\": { \"main\"", "\"Issuers\": { \"more\": { \"Issuer\": \"https://more.example\", \"Audience\": \"api\" }, \"main\"", StringComparison.Ordinal);
        var diff = await Diffs.OfAsync(old, @new);

        Assert.Equal("new a GET /y", diff.Summary());
        Assert.False(diff.Weaker);
    }

    [Fact]
    public async Task Permissions_that_become_scopes_are_weaker()
    {
        static string Auth0(string more) => File($$""" "Preset": "auth0", "Issuer": "https://issuer.example/" {{more}} """);

        var diff = await Diffs.OfAsync(Auth0(""), Auth0(""", "PermissionsAsScopes": true """));

        Assert.Equal("weaker issuer main", diff.Summary());
        Assert.Contains("scopes in permissions", diff.Changes[0].Accepts!.Facts);
        Assert.Equal("stronger issuer main", (await Diffs.OfAsync(Auth0(""", "PermissionsAsScopes": true """), Auth0(""))).Summary());
    }

    [Theory]
    [InlineData("auth0", "https://issuer.example/", "")]
    [InlineData("auth0-rfc9068", "https://issuer.example/", "")]
    [InlineData("entra-v2", "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000001/v2.0", "")]
    [InlineData("entra-v1", "https://sts.windows.net/00000000-0000-0000-0000-000000000001/", "")]
    [InlineData("okta", "https://org.okta.com/oauth2/default", "")]
    [InlineData("keycloak", "https://kc.example/realms/r", "")]
    [InlineData("cognito", "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC", """, "Clients": ["p"] """)]
    public async Task A_token_of_every_preset_can_be_shown(string preset, string issuer, string more)
    {
        string With(string requirement) => File(
            $$""" "Preset": "{{preset}}", "Issuer": "{{issuer}}" {{more}} """, requirement);

        foreach (var caller in (string[])["user", "machine"])
        {
            var diff = await Diffs.OfAsync(
                With($$""" { "Scopes": { "AllOf": ["read", "write"] }, "Caller": "{{caller}}" } """), With($$""" { "Scopes": "read", "Caller": "{{caller}}" } """));
            Assert.Equal($"GET /a/x with scopes: read, caller: {caller}", string.Join(',', Assert.Single(diff.Changes).Accepts!.ToString().Split(',')[..2]));
        }
    }

    private static string File(string issuer, string requirement = """ { "Scopes": "read", "Caller": "user" } """)
    {
        var file = RoutesFiles.WithOperations($"\"GET /x\": {requirement}");
        var plain = """{ "Issuer": "https://issuer.example", "Audience": "api" }""";
        Assert.Contains(plain, file, StringComparison.Ordinal);
        var defaults = string.Join(", ", new[] { "\"Issuer\": \"https://issuer.example\"", "\"Audience\": \"api\"" }
            .Where(member => !issuer.Contains(member.Split(':')[0], StringComparison.Ordinal)));
        return file.Replace(plain, $"{{ {string.Join(", ", new[] { defaults, issuer }.Where(part => part.Trim().Length > 0))} }}", StringComparison.Ordinal);
    }
}
