using Gateway.Admission;
using Gateway.Limits;
using Gateway.Settings;
using Microsoft.Extensions.Configuration;

namespace Gateway.UnitTests.Settings;

public sealed class SettingsReaderTests
{
    [Theory]
    [InlineData("10s", 10)]
    [InlineData("2m", 120)]
    [InlineData("00:00:30", 30)]
    public void A_duration_is_written_as_in_the_routes_file_or_as_in_NET(string written, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read<AddressLimitOptions>(("Permits", "5"), ("Per", written)).Per);

    [Theory]
    [InlineData("Per", "2d", "Gateway:Admission:RateLimit:Per \"2d\": it has to be from 1s to 1d")]
    [InlineData("Per", "soon", "Gateway:Admission:RateLimit:Per")]
    [InlineData("Permits", "0", "Gateway:Admission:RateLimit:Permits \"0\": it has to be at least 1")]
    [InlineData("Permits", "many", "Gateway:Admission:RateLimit:Permits")]
    public void A_value_that_cannot_be_used_is_named(string name, string value, string message)
    {
        var refused = Assert.Throws<UnusableSettingException>(() => Read<AddressLimitOptions>((name, value)));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Contains(value, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_is_read_in_its_order() =>
        Assert.Equal(["10.0.0.0/8", "192.0.2.1"], Read<AdmissionOptions>(("TrustedProxies:0", "10.0.0.0/8"), ("TrustedProxies:1", "192.0.2.1")).TrustedProxies);

    [Fact]
    public void One_value_is_no_list_and_a_list_no_value()
    {
        var list = Assert.Throws<UnusableSettingException>(() => Read<AdmissionOptions>(("TrustedProxies", "10.0.0.0/8")));
        Assert.Contains("Gateway__Admission__TrustedProxies__0", list.Message, StringComparison.Ordinal);
        var value = Assert.Throws<UnusableSettingException>(() => Read<AdmissionOptions>(("KeepUnderscoreHeaders:0", "true")));
        Assert.Contains("Gateway:Admission:KeepUnderscoreHeaders: it has to be one value", value.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_configured_has_its_default() => Assert.Null(Read<AddressLimitOptions>().ToLimit());

    private static T Read<T>(params (string Name, string Value)[] settings)
        where T : class, new() =>
        SettingsReader.Read<T>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => $"{SettingsReader.PathOf(typeof(T))}:{setting.Name}", setting => (string?)setting.Value))
            .Build());
}
