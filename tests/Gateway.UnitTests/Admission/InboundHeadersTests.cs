using Gateway.Admission;
using Gateway.Routes;
using Gateway.UnitTests.Routes;
using Microsoft.AspNetCore.Http;

namespace Gateway.UnitTests.Admission;

/// <summary>What every request pays for the few that are dishonest.</summary>
public sealed class InboundHeadersTests
{
    [Fact]
    public void An_ordinary_request_makes_no_garbage()
    {
        var headers = new HeaderDictionary
        {
            ["Host"] = "api.example.com",
            ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64)",
            ["Accept"] = "*/*",
            ["Accept-Encoding"] = "gzip, br",
            ["Connection"] = "keep-alive, Upgrade",
            ["Content-Type"] = "application/json",
            ["Authorization"] = "Bearer x",
            ["Cookie"] = "a=b",
            ["X-Transaction"] = "7f3c",
            ["X-B3-TraceId"] = "80f198ee56343ba8",
            ["Forward-Ref"] = "x",
            ["traceparent"] = "00-1-2-00",
            ["Gate-Opener"] = "x",
        };
        var inbound = Inbound();
        var plain = BytesOf(() => Count(headers));
        Assert.Equal(plain, BytesOf(() => Assert.Null(inbound.Clean(headers, fromTrustedProxy: false))));
        Assert.Equal(13, headers.Count);
    }

    [Theory]
    [InlineData("X-Tenant", "x_tenant")]
    [InlineData("X-Tenant", "XTENANT-")]
    [InlineData("a1", "A-1")]
    [InlineData("-", "")]
    [InlineData("", "")]
    [InlineData("X-Tenant", "X-Tenants")]
    [InlineData("X-Tenants", "X-Tenant")]
    [InlineData("a", "b")]
    [InlineData("a", "-")]
    [InlineData("--a", "")]
    public void Names_are_alike_when_their_letters_and_digits_are(string one, string other)
    {
        Assert.Equal(HeaderName.Letters(one) == HeaderName.Letters(other), HeaderName.AreAlike(one, other));
        Span<char> letters = stackalloc char[5];
        Assert.Equal(
            string.Concat(HeaderName.Letters(one).Take(letters.Length)), letters[..HeaderName.Letters(one, letters)].ToString());
    }

    private static InboundHeaders Inbound()
    {
        var table = RoutesFiles.Compile(RoutesFiles.WithApis("""
            "a": { "Prefix": "/a", "Upstream": "http://a:8080", "Forward": { "tenant": "X-Tenant" }, "Operations": { "GET /": "read" } }
            """));
        var routes = new RoutesInForce(table, new RouteTableProvider(table), TimeProvider.System);
        return new InboundHeaders(new AdmissionOptions(), routes);
    }

    private static int Count(IHeaderDictionary headers)
    {
        var count = 0;
        foreach (var (_, values) in headers)
        {
            count += values.Count;
        }

        return count;
    }

    private static long BytesOf(Action action)
    {
        for (var warm = 0; warm < 100; warm++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var again = 0; again < 100; again++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
