using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.IntegrationTests.Authentication.Introspection;

/// <summary>How the issuer is asked: as whom, with what credential, where; and what happens when it cannot be.</summary>
public sealed class QuestionTests
{
    [Fact]
    public async Task The_question_is_a_form_with_the_client_and_its_secret_in_the_header()
    {
        await using var opaque = await OpaqueApi.StartAsync();
        await opaque.GetAsync("abc+/==").IsFromServiceAsync();

        var question = Assert.Single(opaque.Questions);
        Assert.Equal(("POST", "/introspect", "application/json"), (question.Method, question.Path, question.Accept));
        Assert.Equal(
            new Dictionary<string, string> { ["token"] = "abc+/==", ["token_type_hint"] = "access_token" }, question.Form);
        // RFC 6749 section 2.3.1: both form-encoded before they are joined.
        Assert.Equal(
            "gate%3Away:s3cret+with+%2B%2F%25+%C3%BC", Encoding.ASCII.GetString(Convert.FromBase64String(question.Authorization!["Basic ".Length..])));
    }

    [Fact]
    public async Task A_new_secret_in_the_file_is_used_without_a_restart()
    {
        await using var opaque = await OpaqueApi.StartAsync();
        await opaque.GetAsync("one").IsFromServiceAsync();
        await File.WriteAllTextAsync(opaque.CredentialFile, "new\r\n");
        await opaque.GetAsync("two").IsFromServiceAsync();

        Assert.Equal("gate%3Away:new", Encoding.ASCII.GetString(Convert.FromBase64String(opaque.Questions.Last().Authorization!["Basic ".Length..])));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\n")]
    public async Task Without_its_secret_the_gateway_asks_nothing_says_so_and_serves_on(string? content)
    {
        await using var opaque = await OpaqueApi.StartAsync();
        File.Delete(opaque.CredentialFile);
        if (content is not null)
        {
            await File.WriteAllTextAsync(opaque.CredentialFile, content);
        }

        await opaque.GetAsync().IsRefusedAsync(503, "issuer_unavailable");
        Assert.Empty(opaque.Questions);
        Assert.Contains("the file of ClientSecretFile cannot be read or is empty", opaque.Api.Gateway.Log.Text, StringComparison.Ordinal);
        await opaque.GetAsync(opaque.Api.Issuer.Token("read")).IsFromServiceAsync();

        await File.WriteAllTextAsync(opaque.CredentialFile, "back");
        await opaque.GetAsync().IsFromServiceAsync();
    }

    [Theory]
    [InlineData("EC", "ES256")]
    [InlineData("RSA", "RS256")]
    public async Task With_a_private_key_it_signs_who_it_is(string kind, string algorithm)
    {
        await using var opaque = await OpaqueApi.StartAsync("PrivateKeyFile");
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        await File.WriteAllTextAsync(opaque.CredentialFile, kind == "EC" ? ec.ExportPkcs8PrivateKeyPem() : rsa.ExportRSAPrivateKeyPem());
        await opaque.GetAsync("one").IsFromServiceAsync();
        await opaque.GetAsync("two").IsFromServiceAsync();

        var question = opaque.Questions.First();
        Assert.Null(question.Authorization);
        Assert.Equal("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", question.Form["client_assertion_type"]);
        Assert.Equal(OpaqueApi.ClientId, question.Form["client_id"]);
        var verified = await new JsonWebTokenHandler().ValidateTokenAsync(question.Form["client_assertion"], new TokenValidationParameters
        {
            ValidIssuer = OpaqueApi.ClientId,
            ValidAudience = opaque.Api.Issuer.Url,
            ValidAlgorithms = [algorithm],
            ValidTypes = ["client-authentication+jwt"],
            IssuerSigningKey = kind == "EC" ? new ECDsaSecurityKey(ec) : new RsaSecurityKey(rsa),
            ValidateLifetime = false,
        });
        Assert.True(verified.IsValid, verified.Exception?.Message);
        Assert.Equal(OpaqueApi.ClientId, verified.Claims["sub"]);
        var now = opaque.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal((now, now + 60), (Convert.ToInt64(verified.Claims["iat"], null), Convert.ToInt64(verified.Claims["exp"], null)));
        // Each is good once.
        Assert.NotEqual(
            verified.Claims["jti"], new JsonWebToken(opaque.Questions.Last().Form["client_assertion"]).GetPayloadValue<string>("jti"));
    }

    [Theory]
    [InlineData("RSA 1024")]
    [InlineData("P-384")]
    [InlineData("public")]
    [InlineData("no key")]
    public async Task A_key_that_is_too_weak_or_no_private_key_is_not_used(string kind)
    {
        await using var opaque = await OpaqueApi.StartAsync("PrivateKeyFile");
        using var weak = RSA.Create(1024);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var good = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(opaque.CredentialFile, kind switch
        {
            "RSA 1024" => weak.ExportPkcs8PrivateKeyPem(),
            "P-384" => other.ExportPkcs8PrivateKeyPem(),
            "public" => good.ExportSubjectPublicKeyInfoPem(),
            _ => "no key",
        });

        await opaque.GetAsync().IsRefusedAsync(503, "issuer_unavailable");
        Assert.Empty(opaque.Questions);
        Assert.Contains("PrivateKeyFile cannot be read or holds no usable key", opaque.Api.Gateway.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "it answered 500")]
    [InlineData(503, "it answered 503")]
    [InlineData(404, "it answered 404")]
    [InlineData(204, "it answered 204")]
    [InlineData(302, "it answered 302")]
    [InlineData(401, "it refuses the gateway's own credentials (401)")]
    [InlineData(403, "it refuses the gateway's own credentials (403)")]
    public async Task What_is_no_answer_is_503_is_logged_and_not_remembered(int status, string logged)
    {
        await using var opaque = await OpaqueApi.StartAsync();
        var good = opaque.Answer;
        opaque.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/introspect";
            return Task.CompletedTask;
        };
        var (_, challenge) = await opaque.GetAsync().IsRefusedAsync(503, "issuer_unavailable");
        Assert.Null(challenge);
        Assert.Contains(logged, opaque.Api.Gateway.Log.Text, StringComparison.Ordinal);
        Assert.Single(opaque.Questions);

        opaque.Answer = good;
        await opaque.GetAsync().IsFromServiceAsync();
    }

    [Fact]
    public async Task A_connection_that_breaks_off_is_503()
    {
        await using var opaque = await OpaqueApi.StartAsync();
        opaque.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        await opaque.GetAsync().IsRefusedAsync(503, "issuer_unavailable");
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/token-introspection+jwt")]
    [InlineData("application/jsonp")]
    public async Task An_answer_of_another_type_is_503(string type)
    {
        await using var opaque = await OpaqueApi.StartAsync();
        opaque.Say(opaque.Active().ToJsonString(), type);
        await opaque.GetAsync().IsRefusedAsync(503, "issuer_unavailable");
    }

    [Fact]
    public async Task An_answer_of_more_than_1_MiB_is_503()
    {
        await using var opaque = await OpaqueApi.StartAsync();
        opaque.Say(a => a["padding"] = new string('x', 1024 * 1024));
        await opaque.GetAsync().IsRefusedAsync(503, "issuer_unavailable");
    }

    [Theory]
    [InlineData("ISSUER/introspect", null, HttpStatusCode.OK)]
    [InlineData("http://127.0.0.1:9/introspect", null, HttpStatusCode.ServiceUnavailable)]
    [InlineData("ftp://127.0.0.1/introspect", null, HttpStatusCode.ServiceUnavailable)]
    [InlineData("/introspect", null, HttpStatusCode.ServiceUnavailable)]
    [InlineData("ISSUER/introspect", "https://evil.example.com", HttpStatusCode.ServiceUnavailable)]
    public async Task Without_an_endpoint_in_the_file_the_discovery_document_names_it(string endpoint, string? claimedIssuer, HttpStatusCode expected)
    {
        await using var authority = await LoopbackServer.StartAsync(app =>
        {
            app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, string>
            {
                ["issuer"] = claimedIssuer ?? app.Urls.First(),
                ["introspection_endpoint"] = endpoint.Replace("ISSUER", app.Urls.First(), StringComparison.Ordinal),
            }));
            app.MapPost("/introspect", () => Results.Json(new { active = true, aud = TestIssuer.Audience, scope = "read" }));
        });
        await using var service = await RecordingUpstream.StartAsync();
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, "secret");
        await using var gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Issuers': { 'main': {
                'Issuer': '{{authority.Urls.First()}}', 'Audience': '{{TestIssuer.Audience}}',
                'Introspection': { 'ClientId': 'g', 'ClientSecretFile': '{{secret}}' } } },
              'Scopes': { 'read': 'r' },
              'Apis': { 'api': { 'Prefix': '/api', 'Upstream': '{{service.Url}}', 'Operations': { 'GET /': 'read' } } }
            }
            """);

        using var answer = await gateway.GetAsync("/api", "opaque");
        Assert.Equal(expected, answer.StatusCode);
        File.Delete(secret);
    }
}
