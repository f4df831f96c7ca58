using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

/// <summary>A path has the methods of the operations whose constraints it satisfies, and of no others.</summary>
public sealed class RequestMatcherTests
{
    [Theory]
    [InlineData("GET", "/a/5", "a GET /{id:int}")]
    [InlineData("HEAD", "/a/5", "a GET /{id:int}")]
    [InlineData("POST", "/a/x", "a POST /{id:alpha}")]
    [InlineData("GET", "/a/x", "405 POST")]
    [InlineData("POST", "/a/5", "405 GET HEAD")]
    [InlineData("PUT", "/a/5", "405 GET HEAD")]
    [InlineData("PUT", "/a/x", "405 POST")]
    [InlineData("PUT", "/a/x-5", "404")]
    [InlineData("GET", "/a/x-5", "404")]
    [InlineData("GET", "/a/7", "a GET /{id:int}")]
    [InlineData("DELETE", "/a/7", "a DELETE /7")]
    [InlineData("POST", "/a/7", "405 DELETE GET HEAD")]
    [InlineData("GET", "/a/files/1", "404")]
    [InlineData("GET", "/a/files/x/y", "a GET /files/{name:alpha}/{**rest}")]
    public async Task A_path_that_no_constraint_lets_in_is_404_and_another_method_405(string method, string path, string expected)
    {
        using var matcher = new RequestMatcher(RoutesFiles.Compile(RoutesFiles.WithOperations(
            """
            "GET /{id:int}": "read", "POST /{id:alpha}": "read", "DELETE /7": "read", "GET /files/{name:alpha}/{**rest}": "read"
            """)));

        Assert.Equal(expected, await matcher.MatchAsync(method, path) switch
        {
            RequestMatch.Found found => found.Operation.Id,
            RequestMatch.NoSuchMethod other => "405 " + string.Join(' ', other.Allow.Order(StringComparer.Ordinal)),
            _ => "404",
        });
    }
}
