using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Gateway.IntegrationTests.DevAuthority;

public sealed class ClientAuthenticationTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    [Fact]
    public async Task A_secret_may_come_in_the_Authorization_header()
    {
        Assert.Equal(HttpStatusCode.OK, (await BasicAsync("payroll:payroll-secret")).Status);
    }

    [Fact]
    public async Task Id_and_secret_in_the_header_are_form_decoded()
    {
        Assert.Equal(HttpStatusCode.OK, (await BasicAsync("p%61yroll:payroll%2Dsecret")).Status);
    }

    [Theory]
    [InlineData("payroll:wrong")]
    [InlineData("payroll:")]
    [InlineData("payroll")]
    [InlineData("nobody:payroll-secret")]
    public async Task A_wrong_secret_in_the_header_is_challenged(string credentials)
    {
        var reply = await BasicAsync(credentials);

        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.Equal("invalid_client", reply.Error);
        Assert.Equal("Basic", reply.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData("payroll", "wrong")]
    [InlineData("payroll", "")]
    [InlineData("nobody", "payroll-secret")]
    [InlineData("timesheets-web", "guess")] // public: it has no secret to send
    [InlineData("", "")]
    public async Task A_wrong_secret_in_the_body_is_refused(string client, string secret)
    {
        var reply = await authority.PostAsync(
            "/oauth/token",
            ("grant_type", "client_credentials"),
            ("client_id", client),
            ("client_secret", secret),
            ("audience", AuthorityFixture.Api));

        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.Equal("invalid_client", reply.Error);
    }

    [Theory]
    [InlineData("client_secret", "payroll-secret")]
    [InlineData("client_id", "route-planner")]
    public async Task Two_ways_of_authenticating_in_one_request_are_refused(string name, string value)
    {
        Assert.Equal("invalid_request", (await BasicAsync("payroll:payroll-secret", (name, value))).Error);
    }

    [Fact]
    public async Task A_confidential_client_cannot_pass_for_a_public_one()
    {
        var code = await authority.CodeAsync("ana", "calendar-app", "read:calendar");
        var reply = await authority.PostAsync(
            "/oauth/token",
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", AuthorityFixture.RedirectUriOf("calendar-app")),
            ("code_verifier", AuthorityFixture.Proof.Verifier),
            ("client_id", "calendar-app"));

        Assert.Equal("invalid_client", reply.Error);
    }

    private async Task<TokenReply> BasicAsync(string credentials, params (string Name, string Value)[] more)
    {
        (string Name, string Value)[] form = [("grant_type", "client_credentials"), ("audience", AuthorityFixture.Api), .. more];
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        return await authority.SendAsync(request);
    }
}
