namespace Gateway.IntegrationTests.Authentication;

/// <summary>Where the token may stand: once, in the Authorization header.</summary>
public sealed class CredentialsTests : IAsyncLifetime
{
    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync("'GET /': 'read', 'GET /open': { 'Public': true, 'Why': 'test' }");

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task Without_a_token_the_challenge_names_the_scope_and_no_error()
    {
        var (_, challenge) = await api.Gateway.GetAsync("/api").IsRefusedAsync(401, "no_credentials");
        Assert.Equal("Bearer realm=\"gateway\", scope=\"read\"", challenge);
    }

    [Theory]
    [InlineData("bearer ")]
    [InlineData("BEARER ")]
    [InlineData("Bearer   ")]
    public async Task The_scheme_ignores_case_and_may_be_followed_by_several_spaces(string scheme) =>
        await api.Gateway.GetAsync("/api", change: r => r.Headers.TryAddWithoutValidation("Authorization", scheme + api.Issuer.Token("read")))
            .IsFromServiceAsync();

    [Theory]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("DPoP x")]
    public async Task Credentials_of_another_scheme_are_none(string authorization) =>
        await api.Gateway.GetAsync("/api", change: r => r.Headers.TryAddWithoutValidation("Authorization", authorization))
            .IsRefusedAsync(401, "no_credentials");

    [Fact]
    public async Task Two_Authorization_headers_are_refused_even_if_both_are_good()
    {
        var token = api.Issuer.Token("read");
        var answer = await RawHttp.SendAsync(
            api.Gateway.Client.BaseAddress!, "GET /api HTTP/1.1", "Host: x", $"Authorization: Bearer {token}", $"Authorization: Bearer {token}");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("error=\"invalid_request\"", answer, StringComparison.Ordinal);
        Assert.Empty(api.Service.Seen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_in_the_query_is_refused_alone_and_beside_one_in_the_header(bool alone)
    {
        var token = api.Issuer.Token("read");
        await api.Gateway.GetAsync($"/api?access_token={token}", alone ? null : token).IsRefusedAsync(400, "invalid_request");
        Assert.Empty(api.Service.Seen);
    }

    [Theory]
    [InlineData("Bearer not-a-token")]
    [InlineData("Basic YTpi")]
    public async Task A_public_operation_looks_at_no_credentials_and_passes_none_on(string authorization)
    {
        await api.Gateway.GetAsync("/api/open", change: r => r.Headers.TryAddWithoutValidation("Authorization", authorization)).IsFromServiceAsync();
        Assert.Null(api.Service.Only.Header("Authorization"));
    }
}
