namespace Gateway.IntegrationTests.Admission.Paths;

/// <summary>
/// A differential test: whatever a client writes, its service sees nothing, or the path that the decision was made on, and no server's way of
/// reading makes another path of that.
/// </summary>
public sealed class PathConfusionTests(PathsApi apis) : IClassFixture<PathsApi>
{
    /// <summary>Where in a path the odd ones stand: each could be a way from what is open into what is not.</summary>
    private static readonly string[] Places = ["/pub/{0}/admin/x", "/pub{0}admin/x", "/pub/x{0}", "/{0}/admin/x", "/admin{0}/x", "{0}admin/x"];

    public static readonly TheoryData<string> Odd =
    [
        "/", "//", "/.", "/..", "/../", "/./", "%2e%2e", "/%2e%2e/", "/.%2E/", "%2e", "/.../", "/.. /", "/..%20/", "/..%00/",
        "%2f", "%2F", "/..%2f", "%2f..%2f", "%252f", "%25252f", "%c0%af", "%e0%80%af", "\\", "/..\\", "%5c", "/..%5C", "%255c",
        ";", "/..;/", "/;/", "/;x=y/..;/", "%3b", "/..%3B/", ";/../", "%00", "%09", "%0a", "%0d%0a", "%7f", "%c2%85", "%20", "%20/../", ".", "/x./",
        "::", "::$DATA", "%3a:", "%3f", "%23", "%253f", "?", "/?/../", "#", "/#/../", "%", "%zz", "%2", "%u002e%u002e", "%u2215", "%ff", "%c0%ae%c0%ae",
        "%61", "%41", "%C3%A9", "~", "@", "+", "*", "|", "^", "(x)", ",", "!", "$", "&=", ":", "..x", "%25", "%2B", "%26", "\u00e9", "\t", "\u0001",
    ];

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task A_service_sees_nothing_or_the_one_path_that_was_decided_on(string odd)
    {
        foreach (var place in Places)
        {
            var target = place.Replace("{0}", odd, StringComparison.Ordinal);
            var (answer, seen) = await apis.SendAsync(target);
            if (seen is null)
            {
                Assert.Contains(RawHttp.StatusOf(answer), new[] { 400, 401, 404 });
                continue;
            }

            // Nothing else lets anybody in without a token; and what was decided on is its prefix and what is sent.
            Assert.Equal((200, "/pub"), (RawHttp.StatusOf(answer), seen.Header("X-Forwarded-Prefix")));
            var sent = seen.Target.Split('?')[0];
            var reading = Assert.Single(AsServicesReadPaths.Readings(sent));
            var written = AsServicesReadPaths.Plainly(target.Split('?')[0]);
            Assert.Equal(written == "/pub" ? "/pub/" : written, "/pub" + reading);
        }
    }

    [Theory]
    [InlineData("http://gateway/pub/x", "/x")]
    [InlineData("http://gateway/pub/%61", "/a")]
    [InlineData("HTTP://gateway/pub/x", null)]
    [InlineData("http://gateway/pub/../admin/x", null)]
    [InlineData("http://gateway/pub/%2e%2e/admin/x", null)]
    [InlineData("http://gateway/pub\\..\\admin/x", null)]
    [InlineData("http://gateway\\pub\\..\\admin/x", null)]
    [InlineData("http://gateway/pub/..%2fadmin/x", null)]
    [InlineData("http://gateway/lax/v1/..%2f..%2fadmin/x", null)]
    [InlineData("http://gateway/lax/v1/a%2fb", null)]
    [InlineData("http://gateway/lax/v1//a", null)]
    [InlineData("http://gateway/pub/x#/../admin", null)]
    [InlineData("http://u:p@gateway/pub/x", null)]
    [InlineData("http://gateway@elsewhere/pub/x", null)]
    [InlineData("http://elsewhere/pub/x", null)]
    [InlineData("ftp://gateway/pub/x", null)]
    [InlineData("file:///pub/x", null)]
    [InlineData("http:/pub/x", null)]
    [InlineData("http:pub/x", null)]
    [InlineData("//gateway/pub/x", null)]
    [InlineData("pub/x", null)]
    [InlineData("*", null)]
    [InlineData("gateway:80", null)]
    public async Task In_absolute_form_it_is_the_same(string target, string? sent)
    {
        var (answer, seen) = await apis.SendAsync(target);
        Assert.Equal(sent, seen?.Target);
        Assert.Contains(RawHttp.StatusOf(answer), sent is null ? new[] { 400, 404, 405 } : [200]);
    }

    [Theory]
    [InlineData("/pub", "/")]
    [InlineData("/PUB/x", "/x")]
    [InlineData("/pub/X", "/X")]
    [InlineData("/p%75b/x", "/x")]
    [InlineData("/pub/%61%7Eb", "/a~b")]
    [InlineData("/pub/a%20b", "/a%20b")]
    [InlineData("/pub/caf%c3%a9", "/caf%C3%A9")]
    [InlineData("/pub/.well-known/a.b/...x/~me/@you/a:b/+,=", "/.well-known/a.b/...x/~me/@you/a:b/+,=")]
    [InlineData("/pub/100%25/x", "/100%25/x")]
    [InlineData("/pub/x/?q=//../%2f;%00", "/x/?q=//../%2f;%00")]
    [InlineData("/shaped/a%20b", "/things/a%20b/x")]
    [InlineData("/shaped/..", null)]
    [InlineData("/shaped/..%2f..%2fadmin", null)]
    [InlineData("/shaped/%2e%2e", null)]
    [InlineData("/prefixed/x", "/new/x")]
    [InlineData("/prefixed//x", null)]
    [InlineData("/pubx", null)]
    [InlineData("/pub.", null)]
    [InlineData("/pub;/x", null)]
    [InlineData("/pub%2fx", null)]
    public async Task What_an_API_makes_of_a_path_is_made_of_the_one_that_was_decided_on(string target, string? sent)
    {
        var (answer, seen) = await apis.SendAsync(target);
        Assert.Equal(sent, seen?.Target);
        Assert.Contains(RawHttp.StatusOf(answer), sent is null ? new[] { 400, 404 } : [200]);
    }

    [Theory]
    [InlineData("/pub/a%2Fb", "an encoded slash")]
    [InlineData("/pub/a//b", "an empty segment")]
    [InlineData("/pub/..;/b", "a segment that is . or ..")]
    [InlineData("/pub/%zz", "a % that is not followed")]
    [InlineData("/nothing//here", "an empty segment")]
    [InlineData("/admin/a%5Cb", "an encoded backslash")]
    [InlineData("/docs//x", "an empty segment")]
    public async Task The_refusal_says_which_kind_it_is_and_nothing_of_the_path(string target, string kind)
    {
        var (answer, seen) = await apis.SendAsync(target);
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"ambiguous_path\"", answer, StringComparison.Ordinal);
        Assert.Contains($"\"detail\":\"The path has {kind}", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(target, answer + apis.Gateway.Log.Text, StringComparison.Ordinal);
        Assert.Null(seen);
    }
}
