namespace Gateway.IntegrationTests.Admission.Paths;

/// <summary>What an API allows in its paths reaches the service as the client has written it, and what nobody can allow does not.</summary>
public sealed class AllowedPathTests(PathsApi apis) : IClassFixture<PathsApi>
{
    [Theory]
    [InlineData("/lax/v1/a%2Fb", "/base/a%2Fb")]
    [InlineData("/lax/v1/a%2fb?c=%2F", "/base/a%2fb?c=%2F")]
    [InlineData("/LAX/V1/a%2Fb", "/base/a%2Fb")]
    [InlineData("/l%61x/v%31/%61%2Fb", "/base/%61%2Fb")]
    [InlineData("/lax/v1/%2F", "/base/%2F")]
    [InlineData("/lax/v1//", "/base//")]
    [InlineData("/lax/v1//a//b/", "/base//a//b/")]
    [InlineData("/lax/v1/https%3A%2F%2Fexample.com%2Fa%3Fb", "/base/https%3A%2F%2Fexample.com%2Fa%3Fb")]
    [InlineData("/lax/v1/a;b=c/d%3Be", "/base/a;b=c/d%3Be")]
    [InlineData("/lax/v1/a%5Cb", "/base/a%5Cb")]
    [InlineData("/lax/v1/a%23b", "/base/a%23b")]
    [InlineData("/lax/v1/a./b%20/c%2e", "/base/a./b%20/c%2e")]
    [InlineData("/lax/v1/a::b", "/base/a::b")]
    [InlineData("/lax/v1/a%252Fb%2541", "/base/a%252Fb%2541")]
    [InlineData("/lax/v1/%2525", "/base/%2525")]
    [InlineData("/lax/v1/plain/%61", "/base/plain/a")]
    [InlineData("/lax/v1", "/base/")]
    [InlineData("/kept/a%2Fb", "/kept/a%2Fb")]
    [InlineData("/KEPT/a%2Fb", "/KEPT/a%2Fb")]
    public async Task It_reaches_the_service_as_it_is_written(string target, string sent)
    {
        var (answer, seen) = await apis.SendAsync(target);
        Assert.Equal((200, sent), (RawHttp.StatusOf(answer), seen?.Target));
    }

    [Theory]
    [InlineData("/lax/v1/..%2f..%2fadmin/x")]
    [InlineData("/lax/v1/a/..;/b")]
    [InlineData("/lax/v1/%252e%252e/b")]
    [InlineData("/lax/v1/a/../b")]
    [InlineData("/lax/v1/.%2e%5cb")]
    [InlineData("/lax/v1/a\\b")]
    [InlineData("/lax/v1/a%0ab")]
    [InlineData("/lax/v1/a%2500b")]
    [InlineData("/lax/v1/%c0%af")]
    [InlineData("/lax/v1/%zz")]
    [InlineData("/lax/v1/a%2Fb#c")]
    [InlineData("/lax%2Fv1/a")]
    [InlineData("/lax//v1/a")]
    [InlineData("/lax;x/v1/a")]
    [InlineData("/kept/a;b")]
    [InlineData("/kept/a%2F%2Fb")]
    [InlineData("/kept/a%2Fb/c")]
    public async Task What_is_not_allowed_is_refused_as_ever(string target)
    {
        var (answer, seen) = await apis.SendAsync(target);
        Assert.Equal((400, null), (RawHttp.StatusOf(answer), seen));
    }

    [Theory]
    [InlineData("/signed/a%2Fb")]
    [InlineData("/signed//%61;b/c%252F")]
    [InlineData("/signed/plain/%61")]
    public async Task The_path_that_is_signed_is_the_path_that_is_sent(string target)
    {
        var (answer, seen) = await apis.SendAsync(target, $"Authorization: Bearer {apis.Token}");
        Assert.Equal(200, RawHttp.StatusOf(answer));
        Assert.Equal(seen!.Target, PathsApi.SignedPath(seen));
    }
}
