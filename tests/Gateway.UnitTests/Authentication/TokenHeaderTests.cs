using System.Buffers.Text;
using System.Text;
using Gateway.Authentication.Form;

namespace Gateway.UnitTests.Authentication;

public sealed class TokenHeaderTests
{
    [Fact]
    public void A_header_that_came_before_is_known_again()
    {
        var encoded = Encoded("""{"alg":"ES256","typ":"at+jwt","kid":"known"}""");
        var first = TokenHeader.Read(encoded);

        Assert.Equal(new TokenHeader("ES256", "at+jwt", "known"), first);
        Assert.Same(first, TokenHeader.Read(encoded));
    }

    [Fact]
    public void However_many_come_each_is_read_as_it_is()
    {
        for (var round = 0; round < 2; round++)
        {
            for (var number = 0; number < 1_000; number++)
            {
                Assert.Equal(new TokenHeader("ES256", null, $"{number}"), TokenHeader.Read(Encoded($$"""{"alg":"ES256","kid":"{{number}}"}""")));
            }
        }
    }

    [Theory]
    [InlineData("""{"alg":"ES256","crit":["b64"]}""")]
    [InlineData("""{"alg":"ES256","b64":false}""")]
    [InlineData("""{"alg":""}""")]
    [InlineData("""{"alg":"ES256","alg":"none"}""")]
    [InlineData("""{"alg":"ES256"} """ + "x")]
    public void What_is_not_well_formed_is_not_the_second_time_either(string header)
    {
        Assert.Null(TokenHeader.Read(Encoded(header)));
        Assert.Null(TokenHeader.Read(Encoded(header)));
    }

    [Fact]
    public void One_that_is_too_long_to_be_remembered_is_read_all_the_same()
    {
        var encoded = Encoded($$"""{"alg":"ES256","kid":"{{new string('k', 600)}}"}""");
        Assert.Equal(TokenHeader.Read(encoded), TokenHeader.Read(encoded));
        Assert.NotSame(TokenHeader.Read(encoded), TokenHeader.Read(encoded));
    }

    private static string Encoded(string header) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header));
}
