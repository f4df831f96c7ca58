using System.Net;

namespace Gateway.ConformanceTests;

/// <summary>Bearer token usage: where a token may stand, and how a refusal is said.</summary>
public sealed class Rfc6750Tests(EdgeFixture edge) : IClassFixture<EdgeFixture>
{
    [Theory]
    [InlineData("Bearer ")]
    [InlineData("bearer ")]
    [InlineData("BEARER ")]
    [InlineData("bEaReR ")]
    [InlineData("Bearer    ")]
    public async Task Section_2_1_the_scheme_ignores_case_and_is_followed_by_spaces(string scheme) =>
        await Send(scheme + edge.Issuer.Token("read")).IsFromServiceAsync();

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer,")]
    [InlineData("Bearers x")]
    [InlineData("Token x")]
    [InlineData("Basic YTpi")]
    [InlineData("Negotiate x")]
    [InlineData("DPoP x")]
    public async Task Section_3_1_credentials_of_another_kind_are_none_and_get_no_error_code(string authorization)
    {
        var (_, challenge) = await Send(authorization).IsRefusedAsync(401, "no_credentials");
        Assert.Equal("Bearer realm=\"gateway\", scope=\"read\"", challenge);
    }

    [Theory]
    [InlineData("Bearer\t")]
    [InlineData("Bearer:")]
    [InlineData("Bearer=")]
    [InlineData("")]
    public async Task Section_2_1_the_scheme_is_followed_by_a_space_and_nothing_else(string scheme) =>
        await Send(scheme + edge.Issuer.Token("read")).IsRefusedAsync(401, "no_credentials");

    [Theory]
    [InlineData("a b")]
    [InlineData("a, Bearer b")]
    [InlineData("\"quoted\"")]
    [InlineData("=")]
    [InlineData("a=b")]
    public async Task Section_2_1_what_is_no_b64token_is_no_token(string token) => await edge.RefusedAsync(token);

    [Fact]
    public async Task Bytes_beyond_ASCII_are_no_token()
    {
        var answer = await RawHttp.SendAsync(edge.Gateway.Client.BaseAddress!, "GET /api HTTP/1.1", "Host: x", $"Authorization: Bearer é{edge.Issuer.Token("read")}");
        Assert.Matches("^HTTP/1.1 40[01] ", answer);
    }

    [Fact]
    public async Task Section_2_two_tokens_in_two_headers_are_a_broken_request() => await BrokenAsync(
        "GET /api HTTP/1.1", "Host: x", $"Authorization: Bearer {edge.Issuer.Token("read")}", $"Authorization: Bearer {edge.Issuer.Token("read")}");

    [Fact]
    public async Task Section_2_a_token_beside_another_scheme_is_a_broken_request() => await BrokenAsync(
        "GET /api HTTP/1.1", "Host: x", "Authorization: Basic YTpi", $"Authorization: Bearer {edge.Issuer.Token("read")}");

    [Theory]
    [InlineData("access_token")]
    [InlineData("a=1&access_token")]
    [InlineData("ACCESS_TOKEN")]
    [InlineData("access%5Ftoken")]
    public async Task Section_2_3_a_token_in_the_query_is_a_broken_request(string parameter)
    {
        var token = edge.Issuer.Token("read");
        await edge.Gateway.GetAsync($"/api?{parameter}={token}").IsRefusedAsync(400, "invalid_request");
        await edge.Gateway.GetAsync($"/api?{parameter}={token}", token).IsRefusedAsync(400, "invalid_request");
        await edge.Gateway.GetAsync($"/api?{parameter}", token).IsRefusedAsync(400, "invalid_request");
    }

    [Fact]
    public async Task Section_2_2_a_token_in_the_body_is_not_looked_for()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["access_token"] = edge.Issuer.Token("read") });
        await edge.Gateway.GetAsync("/api", change: request => request.Content = form).IsRefusedAsync(401, "no_credentials");
    }

    [Fact]
    public async Task Section_3_the_challenge_of_a_broken_request_says_so()
    {
        var (_, challenge) = await edge.Gateway.GetAsync("/api?access_token=x").IsRefusedAsync(400, "invalid_request");
        Assert.Equal("Bearer realm=\"gateway\", error=\"invalid_request\"", challenge);
    }

    [Fact]
    public async Task Section_3_1_a_missing_scope_is_403_and_named()
    {
        var (_, challenge) = await edge.Gateway.GetAsync("/api", edge.Issuer.Token("write-only")).IsRefusedAsync(403, "insufficient_scope");
        Assert.Equal("Bearer realm=\"gateway\", error=\"insufficient_scope\", error_description=\"The token lacks read\", scope=\"read\"", challenge);
    }

    [Theory]
    [InlineData("readonly")]
    [InlineData("READ")]
    [InlineData("read\twrite")]
    [InlineData("a,read")]
    [InlineData("\"read\"")]
    [InlineData("")]
    public async Task Section_3_a_scope_is_compared_exactly_and_separated_by_spaces(string scope) =>
        await edge.Gateway.GetAsync("/api", edge.Issuer.Token(scope)).IsRefusedAsync(403, "insufficient_scope");

    [Theory]
    [InlineData("read")]
    [InlineData("a read b")]
    [InlineData("read a")]
    public async Task Section_3_one_among_several_is_enough(string scope) => await edge.AcceptedAsync(edge.Issuer.Token(scope));

    [Theory]
    [InlineData("""{"scope":"read"}""")]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("[[\"read\"]]")]
    [InlineData("[\"read\",1]")]
    public async Task Scopes_are_text_or_a_list_of_texts(string json) => await edge.RefusedAsync(edge.TokenWithClaim("scope", json));

    [Fact]
    public async Task Section_5_3_no_answer_is_cached()
    {
        using var refused = await edge.Gateway.GetAsync("/api");
        Assert.Equal((HttpStatusCode.Unauthorized, true), (refused.StatusCode, refused.Headers.CacheControl!.NoStore));
    }

    [Fact]
    public async Task A_public_operation_takes_no_token_and_refuses_none()
    {
        foreach (var authorization in new[] { "Bearer nonsense", "Basic YTpi", "Bearer " + edge.Issuer.Token(change: p => p["exp"] = 1) })
        {
            await edge.Gateway.GetAsync("/api/open", change: r => r.Headers.TryAddWithoutValidation("Authorization", authorization)).IsFromServiceAsync();
        }
    }

    private Task<HttpResponseMessage> Send(string authorization) =>
        edge.Gateway.GetAsync("/api", change: request => request.Headers.TryAddWithoutValidation("Authorization", authorization));

    private async Task BrokenAsync(params string[] lines)
    {
        var answer = await RawHttp.SendAsync(edge.Gateway.Client.BaseAddress!, lines);
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("WWW-Authenticate: Bearer realm=\"gateway\", error=\"invalid_request\"", answer, StringComparison.Ordinal);
    }
}
