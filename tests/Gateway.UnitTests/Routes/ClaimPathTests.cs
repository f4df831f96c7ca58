using System.Text.Json;
using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

/// <summary>Claims by their exact names, and by pointers as RFC 6901 section 5 has them.</summary>
public sealed class ClaimPathTests
{
    private static readonly JsonElement Payload = JsonElement.Parse(
        """
        {
          "foo": ["bar", "baz"], "a.b": 0, "a:b": 1, "https://example.com/a/b": 2, "a": { "b": 3, "": 4, "0": 5 },
          "a/b": 6, "m~n": 7, "~1": 8, " ": 9, "": { "": 10 }, "x/y": 11
        }
        """);

    [Theory]
    [InlineData("foo", """["bar", "baz"]""")]
    [InlineData("a.b", "0")]
    [InlineData("a:b", "1")]
    [InlineData("https://example.com/a/b", "2")]
    [InlineData("x/y", "11")]
    [InlineData("m~n", "7")]
    [InlineData("/foo/0", "\"bar\"")]
    [InlineData("/foo/1", "\"baz\"")]
    [InlineData("/a/b", "3")]
    [InlineData("/a/", "4")]
    [InlineData("/a/0", "5")]
    [InlineData("/a.b", "0")]
    [InlineData("/a~1b", "6")]
    [InlineData("/m~0n", "7")]
    [InlineData("/~01", "8")]
    [InlineData("/ ", "9")]
    [InlineData("//", "10")]
    public void A_claim_is_found(string claim, string value)
    {
        Assert.True(ClaimPath.TryFind(Payload, claim, out var found));
        Assert.Equal(value, found.GetRawText());
    }

    [Theory]
    [InlineData("Foo")]
    [InlineData("a/c")]
    [InlineData("/foo/2")]
    [InlineData("/foo/-")]
    [InlineData("/foo/-1")]
    [InlineData("/foo/00")]
    [InlineData("/foo/01")]
    [InlineData("/foo/+1")]
    [InlineData("/foo/ 1")]
    [InlineData("/foo/99999999999")]
    [InlineData("/foo/length")]
    [InlineData("/a/b/c")]
    [InlineData("/a/c")]
    [InlineData("/a.b/x")]
    [InlineData("/a/b/")]
    public void What_is_not_there_is_not_found(string claim) => Assert.False(ClaimPath.TryFind(Payload, claim, out _));
}
