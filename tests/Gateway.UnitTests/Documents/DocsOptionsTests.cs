using Gateway.Documents.DocsPage;
using Microsoft.Extensions.Configuration;

namespace Gateway.UnitTests.Documents;

public sealed class DocsOptionsTests
{
    [Theory]
    [InlineData(true, null, true)]
    [InlineData(false, null, false)]
    [InlineData(false, "", false)]
    [InlineData(false, "true", true)]
    [InlineData(true, "false", false)]
    public void The_page_is_on_in_Development_and_elsewhere_where_it_is_switched_on(bool isDevelopment, string? enabled, bool on) =>
        Assert.Equal(on, DocsOptions.From(Configuration(("Enabled", enabled)), isDevelopment).Enabled);

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
        var stop = Assert.Throws<UnusableSettingException>(() => DocsOptions.From(Configuration((key, value)), isDevelopment: true));
        Assert.Contains($"Gateway:Docs:{key.Split(':')[0]}", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_origin_is_taken_as_it_is_written() =>
        Assert.Equal(["https://login.example.com:8443"], DocsOptions.From(Configuration(("Origins:0", "https://login.example.com:8443")), true).Origins);

    private static IConfiguration Configuration(params (string Key, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(setting => "Gateway:Docs:" + setting.Key, setting => setting.Value))
        .Build();
}
