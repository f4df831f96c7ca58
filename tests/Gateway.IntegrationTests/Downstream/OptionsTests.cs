using Gateway.Downstream;
using Microsoft.Extensions.Options;

namespace Gateway.IntegrationTests.Downstream;

/// <summary>A service that is configured by mistake does not start.</summary>
public sealed class OptionsTests
{
    public static readonly TheoryData<string, Action<GatewayIdentityOptions>> Mistakes = new()
    {
        { "Audience is not set", o => o.Audience = null },
        { "an audience is empty", o => o.Audience = " " },
        { "an audience is empty", o => o.Audiences.Add("") },
        { "Gateway is not set", o => o.Gateway = null },
        { "Gateway is no base address", o => o.Gateway = new("/gateway", UriKind.Relative) },
        { "Gateway is no base address", o => o.Gateway = new("ftp://gateway") },
        { "Gateway is no base address", o => o.Gateway = new("http://user@gateway") },
        { "Gateway is no base address", o => o.Gateway = new("http://gateway/?a=b") },
        { "Issuer is empty", o => o.Issuer = "" },
        { "ClockSkew is", o => o.ClockSkew = TimeSpan.FromSeconds(61) },
        { "ClockSkew is", o => o.ClockSkew = TimeSpan.FromSeconds(-1) },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task It_says_what_is_wrong_and_what_to_write(string message, Action<GatewayIdentityOptions> mistake)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => DownstreamService.StartAsync(mistake));
        Assert.Contains($"AddGatewayIdentity: {message}", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_everything_at_once()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => DownstreamService.StartAsync(o => (o.Audience, o.Gateway) = (null, null)));
        Assert.Equal(2, refused.Failures.Count());
    }
}
