namespace Gateway.IntegrationTests.DevAuthority;

public sealed class NativeClientTests(LegacyAuthority authority) : IClassFixture<LegacyAuthority>
{
    [Theory]
    [InlineData("http://127.0.0.1:51234/callback", true)]
    [InlineData("http://127.0.0.1:7006/callback", true)]
    [InlineData("http://127.0.0.1:51234/other", false)]
    [InlineData("http://localhost:51234/callback", false)]
    [InlineData("https://127.0.0.1:51234/callback", false)]
    [InlineData("http://127.0.0.1.evil.example.com:51234/callback", false)]
    [InlineData("http://evil.example.com@127.0.0.1:51234/callback", false)]
    [InlineData("http://127.0.0.1:51234@evil.example.com/callback", false)]
    public async Task The_port_of_a_native_applications_loopback_URI_is_free_and_nothing_else(string redirectUri, bool accepted)
    {
        var stop = await authority.AnswerAsync("ana", "mytodos", "read:tasks", ("redirect_uri", redirectUri));

        Assert.Equal(accepted, stop.Answer("code") is not null);
        Assert.Equal(accepted, stop.LeftFor is not null);
    }

    [Fact]
    public async Task The_exchange_has_to_name_the_port_that_was_used()
    {
        var stop = await authority.AnswerAsync("ana", "mytodos", "read:tasks", ("redirect_uri", "http://127.0.0.1:51234/callback"));

        Assert.Equal("invalid_grant", (await authority.RedeemAsync("mytodos", stop.Answer("code")!)).Error);
    }
}
