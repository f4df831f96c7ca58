using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

/// <summary>What is ambiguous in a path, kind by kind, beside what only looks like it.</summary>
public sealed class RequestPathTests
{
    public static readonly TheoryData<string, string> Ambiguous = new()
    {
        { "/a%", "BadEscape" },
        { "/a%2", "BadEscape" },
        { "/a%zz", "BadEscape" },
        { "/a%2g/b", "BadEscape" },
        { "/%u002e%u002e/b", "BadEscape, DoubleEncoding" },
        { "/%c0%ae%c0%ae/b", "InvalidUtf8" },
        { "/%e0%80%af", "InvalidUtf8" },
        { "/%ff", "InvalidUtf8" },
        { "/%ed%a0%80", "InvalidUtf8" },
        { "/%c3", "InvalidUtf8" },
        { "/a%00b", "ControlCharacter" },
        { "/a%09", "ControlCharacter" },
        { "/a%0d%0aX:y", "ControlCharacter" },
        { "/a%7f", "ControlCharacter" },
        { "/a%c2%85b", "ControlCharacter" },
        { "/a\\b", "Backslash" },
        { "/a\\..\\b", "Backslash, DotSegment" },
        { "/..", "DotSegment" },
        { "/.", "DotSegment" },
        { "/a/../b", "DotSegment" },
        { "/a/./b", "DotSegment" },
        { "/a/%2e%2E/b", "DotSegment" },
        { "/a/.%2e/b", "DotSegment" },
        { "/a/.../b", "DotSegment" },
        { "/a/..%20/b", "DotSegment" },
        { "/a/%20./b", "DotSegment" },
        { "/a/..;/b", "DotSegment, Semicolon" },
        { "/a/..;x=y/b", "DotSegment, Semicolon" },
        { "/a/..%3bx/b", "DotSegment, Semicolon" },
        { "/a/..%2fb", "DotSegment, EncodedSlash" },
        { "/a/..%5cb", "DotSegment, EncodedBackslash" },
        { "/a%2Fb", "EncodedSlash" },
        { "/a%2f", "EncodedSlash" },
        { "/%2fa", "EncodedSlash, EmptySegment" },
        { "/https%3A%2F%2Fexample.com%2Fx", "EncodedSlash, EmptySegment" },
        { "/a%5Cb", "EncodedBackslash" },
        { "/a%3Fb", "EncodedQuestionMark" },
        { "/a%23b", "EncodedHash" },
        { "//", "EmptySegment" },
        { "//a", "EmptySegment" },
        { "/a//b", "EmptySegment" },
        { "/a//", "EmptySegment" },
        { "/;/a", "EmptySegment, Semicolon" },
        { "/;", "EmptySegment, Semicolon" },
        { "/a;v=1/b", "Semicolon" },
        { "/a;", "Semicolon" },
        { "/a%3Bb", "Semicolon" },
        { "/a./b", "TrailingDotOrSpace" },
        { "/a.", "TrailingDotOrSpace" },
        { "/a%2e", "TrailingDotOrSpace" },
        { "/a%20/b", "TrailingDotOrSpace" },
        { "/%20", "TrailingDotOrSpace" },
        { "/a.;v=1/b", "Semicolon, TrailingDotOrSpace" },
        { "/a;v=1./b", "Semicolon, TrailingDotOrSpace" },
        { "/a::$DATA", "DoubleColon" },
        { "/a:%3Ab", "DoubleColon" },
        { "/a%2541", "DoubleEncoding" },
        { "/a%252e%252e", "TrailingDotOrSpace, DoubleEncoding" },
        { "/%252e%252e/b", "DotSegment, DoubleEncoding" },
        { "/a%252fb", "EncodedSlash, DoubleEncoding" },
        { "/a%255cb", "EncodedBackslash, DoubleEncoding" },
        { "/a%2500b", "ControlCharacter, DoubleEncoding" },
        { "/a%25c0%25af", "InvalidUtf8, DoubleEncoding" },
        { "/a%25252e", "TrailingDotOrSpace, DoubleEncoding" },
        { "/a%2525252e", "BadEscape, DoubleEncoding" },
        { "/a%25u002eb", "BadEscape, DoubleEncoding" },
    };

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public void All_that_is_ambiguous_is_found(string path, string faults) => Assert.Equal(faults, RequestPath.FaultsOf(path).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("*")]
    [InlineData("/a")]
    [InlineData("/a/")]
    [InlineData("/a/b.json")]
    [InlineData("/.well-known/x")]
    [InlineData("/..a/...b/.c")]
    [InlineData("/a..b/c.d.e")]
    [InlineData("/a%20b")]
    [InlineData("/caf%C3%A9")]
    [InlineData("/%f0%9f%98%80")]
    [InlineData("/%61pi")]
    [InlineData("/~user/-_!$&'()*+,=@")]
    [InlineData("/urn:isbn:1")]
    [InlineData("/users(id=7)/x")]
    [InlineData("/me@example.com")]
    [InlineData("/100%25")]
    [InlineData("/100%25off")]
    [InlineData("/%25%20a")]
    [InlineData("/a%2Bb%2C%3D%26%40%3A")]
    [InlineData("/a|b^c[1]")]
    public void What_is_not_is_let_in(string path) => Assert.Equal(PathFault.None, RequestPath.FaultsOf(path));

    [Theory]
    [InlineData("/a?b", "/a")]
    [InlineData("/a?b=//..;#", "/a")]
    [InlineData("/?", "/")]
    [InlineData("*", "")]
    [InlineData("http://host", "")]
    [InlineData("http://host?a=/b", "")]
    [InlineData("http://host/", "/")]
    [InlineData("HTTPS://u@host:1/a//b?c", "/a//b")]
    [InlineData("http://host\\a/b", "\\a/b")]
    [InlineData("host:443", "")]
    public void The_path_of_a_target_is_what_is_between_authority_and_query(string target, string path) =>
        Assert.Equal(path, RequestPath.Of(target));

    [Fact]
    public void Of_several_faults_one_that_cannot_be_allowed_comes_first()
    {
        Assert.Equal(PathFault.DotSegment, RequestPath.RefusedIn("/a//..;/%2f", api: null));
        Assert.Equal(PathFault.EncodedSlash, RequestPath.RefusedIn("/a//%2f", api: null));
        Assert.Equal(PathFault.None, RequestPath.RefusedIn("/a", api: null));
    }

    [Theory]
    [InlineData("/a%2Fb", "EncodedSlash", "None")]
    [InlineData("/a%2Fb", "Semicolon", "EncodedSlash")]
    [InlineData("/a%2F..", "EncodedSlash", "DotSegment")]
    [InlineData("/a%2F%2Fb", "EncodedSlash", "EmptySegment")]
    [InlineData("/a%252Fb", "DoubleEncoding", "EncodedSlash")]
    [InlineData("/a%252Fb", "DoubleEncoding, EncodedSlash", "None")]
    [InlineData("/a%252e%252e", "DoubleEncoding", "TrailingDotOrSpace")]
    [InlineData("/%252e%252e", "DoubleEncoding, TrailingDotOrSpace", "DotSegment")]
    [InlineData("http://host/a%2Fb", "EncodedSlash", "EncodedSlash")]
    public void What_an_API_allows_is_not_refused_and_nothing_else(string target, string allowed, string refused)
    {
        var api = new Api("a", "/a", [], [], false, IdentityForm.Both) { AllowInPaths = Enum.Parse<PathFault>(allowed) };
        Assert.Equal(refused, RequestPath.RefusedIn(target, api).ToString());
    }

    /// <summary>So long a path is refused before (<c>RequestLine</c>); each decoding goes through all of it.</summary>
    [Fact]
    public void A_path_that_is_encoded_over_and_over_costs_little()
    {
        var path = "/%" + string.Concat(Enumerable.Repeat("25", 20_000));
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.True(RequestPath.FaultsOf(path).HasFlag(PathFault.BadEscape));
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("/timesheets/7")]
    [InlineData("/timesheets/caf%C3%A9/a.b:c")]
    public void An_ordinary_path_costs_no_memory(string path)
    {
        RequestPath.FaultsOf(path);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < 1000; time++)
        {
            RequestPath.FaultsOf(path);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 999);
    }
}
