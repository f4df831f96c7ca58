using Gateway.Documents.DocsPage;
using Gateway.Settings;
using Microsoft.Extensions.Configuration;

namespace Gateway.UnitTests.Documents;

public sealed class DocsOptionsTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Whether_there_is_a_page_is_said_or_left_open(string? written, bool? enabled) =>
        Assert.Equal(enabled, SettingsReader.Read<DocsOptions>(Configuration(("Enabled", written))).Enabled);

    [Theory]
    [InlineData("Enabled", "yes")]
    [InlineData("Origins:0", "login.example.com")]
    [InlineData("Origins:0", "https://login.example.com/")]
    [InlineData("Origins:0", "https://login.example.com/token")]
    [InlineData("Origins:0", "https://login.example.com; script-src *")]
    [InlineData("Origins:0", "https://user@login.example.com")]
    [InlineData("Origins:0", "javascript:alert(1)")]
    [InlineData("Origins:0", "*")]
    public void What_cannot_be_used_stops_the_start_and_is_named(string key, string value)
    {
        var stop = Assert.Throws<UnusableSettingException>(() => SettingsReader.Read<DocsOptions>(Configuration((key, value))));
        Assert.Contains($"Gateway:Docs:{key.Split(':')[0]}", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_origin_is_taken_as_it_is_written() =>
        Assert.Equal(["https://login.example.com:8443"], SettingsReader.Read<DocsOptions>(Configuration(("Origins:0", "https://login.example.com:8443"))).Origins);

    private static IConfiguration Configuration(params (string Key, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(setting => "Gateway:Docs:" + setting.Key, setting => setting.Value))
        .Build();
}
