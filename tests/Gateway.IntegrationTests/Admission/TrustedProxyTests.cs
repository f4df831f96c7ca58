using System.Net;

namespace Gateway.IntegrationTests.Admission;

/// <summary>What a proxy in front says of where a request came from is believed if the operator has named it, and of nobody else.</summary>
public sealed class TrustedProxyTests
{
    private static readonly IPAddress Proxy = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Stranger = IPAddress.Parse("127.0.0.3");

    [Fact]
    public async Task A_stranger_is_not_believed()
    {
        await using var api = await StartAsync("127.0.0.2");
        var seen = await SendAsync(api, Stranger, "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: https", "X-Forwarded-Host: shop.example.com", "Client-Cert: :MA==:");
        Assert.Equal(("127.0.0.3", "http", "gateway", null), Origin(seen, "Client-Cert"));
    }

    [Theory]
    [InlineData("127.0.0.2")]
    [InlineData("127.0.0.2/32")]
    [InlineData("127.0.0.0/8")]
    [InlineData("10.0.0.0/8", "2001:db8::/32", "127.0.0.2")]
    public async Task A_trusted_proxy_is_believed(params string[] trusted)
    {
        await using var api = await StartAsync(trusted);
        var seen = await SendAsync(api, Proxy, "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: https", "X-Forwarded-Host: shop.example.com");
        Assert.Equal(("192.0.2.1", "https", "shop.example.com", null), Origin(seen, "Forwarded"));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.66, 192.0.2.1", "192.0.2.1")] // what the client itself has written
    [InlineData("192.0.2.66, 192.0.2.1, 10.1.2.3", "192.0.2.1")]
    [InlineData("192.0.2.66, 10.0.0.9, 192.0.2.1, 10.1.2.3, 10.9.9.9", "192.0.2.1")]
    [InlineData("10.0.0.1, 10.0.0.2", "10.0.0.1")]
    [InlineData("192.0.2.1:4711, 10.1.2.3:80", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.1, ::ffff:10.1.2.3", "192.0.2.1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("[2001:db8::1]:443, 10.1.2.3", "2001:db8::1")]
    [InlineData("192.0.2.1, unknown", "127.0.0.2")]
    [InlineData("192.0.2.1, not an address", "127.0.0.2")]
    [InlineData("", "127.0.0.2")]
    public async Task The_client_is_the_last_one_that_is_no_trusted_proxy(string forwardedFor, string client)
    {
        await using var api = await StartAsync("127.0.0.2", "10.0.0.0/8");
        var seen = await SendAsync(api, Proxy, $"X-Forwarded-For: {forwardedFor}");
        Assert.Equal(client, seen.Header("X-Forwarded-For"));
        Assert.DoesNotContain(seen.Headers, header => header.Value.Any(value => value.Contains("192.0.2.66", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Each_proxy_may_add_a_line()
    {
        await using var api = await StartAsync("127.0.0.2", "10.0.0.0/8");
        var seen = await SendAsync(api, Proxy, "X-Forwarded-For: 192.0.2.66", "X-Forwarded-For: 192.0.2.1", "X-Forwarded-For: 10.1.2.3");
        Assert.Equal("192.0.2.1", seen.Header("X-Forwarded-For"));
    }

    [Theory]
    [InlineData("'X-Forwarded': 'Append'")]
    [InlineData("'X-Forwarded': 'Set'")]
    public async Task Nothing_that_was_written_before_the_proxy_is_left_over(string transform)
    {
        await using var api = await StartAsync(["127.0.0.2"], $"'Yarp': {{ 'Route': {{ 'Transforms': [{{ {transform}, 'Prefix': 'Off' }}] }} }},");
        var seen = await SendAsync(
            api, Proxy, "X-Forwarded-For: 192.0.2.66, 192.0.2.1", "X-Forwarded-Host: evil, shop.example.com", "X-Forwarded-Proto: gopher, https");
        Assert.Equal(("192.0.2.1", "https", "shop.example.com", null), Origin(seen, "X-Original-For"));
        Assert.DoesNotContain(seen.Headers.Keys, name => name.StartsWith("X-Original", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task RFC_7239_tells_the_proxys_word_as_well()
    {
        await using var api = await StartAsync(
            ["127.0.0.2"], "'Yarp': { 'Route': { 'Transforms': [{ 'Forwarded': 'for,host,proto', 'ForFormat': 'IpAndPort', 'Action': 'Set' }] } },");
        var seen = await SendAsync(
            api, Proxy, "X-Forwarded-For: [2001:db8::1]:4711", "X-Forwarded-Proto: https", "X-Forwarded-Host: shop.example.com", "Forwarded: for=192.0.2.66");
        Assert.Equal("proto=https;host=\"shop.example.com\";for=\"[2001:db8::1]:4711\"", seen.Header("Forwarded"));
        Assert.Null(seen.Header("X-Forwarded-For"));
    }

    [Fact]
    public async Task What_it_says_of_the_clients_certificate_passes_on()
    {
        await using var api = await StartAsync("127.0.0.2");
        var seen = await SendAsync(
            api, Proxy, "Client-Cert: :MA==:", "Client-Cert-Chain: :MQ==:", "X-Forwarded-Client-Cert: By=x", "X-Real-IP: 192.0.2.1", "X-Forwarded-Port: 443");
        Assert.Equal(
            (":MA==:", ":MQ==:", "By=x", "192.0.2.1", "443"),
            (seen.Header("Client-Cert"), seen.Header("Client-Cert-Chain"), seen.Header("X-Forwarded-Client-Cert"), seen.Header("X-Real-IP"),
                seen.Header("X-Forwarded-Port")));
    }

    [Fact]
    public async Task What_nobody_may_say_it_may_not_say_either()
    {
        await using var api = await StartAsync("127.0.0.2");
        var seen = await SendAsync(
            api, Proxy, "Gateway-Subject: n", "gateway_scopes: n", "X-Original-URL: n", "X-HTTP-Method-Override: n", "Proxy: n", "X-Original-For: n", "X_Any: n");
        Assert.DoesNotContain(seen.Headers, header => header.Value.Contains("n"));
    }

    [Fact]
    public async Task Nobody_is_trusted_unless_it_is_named()
    {
        await using var api = await StartAsync();
        Assert.Equal("127.0.0.2", (await SendAsync(api, Proxy, "X-Forwarded-For: 192.0.2.1")).Header("X-Forwarded-For"));
    }

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.1/8")] // one address, or a network? Not for the gateway to guess
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("10")]
    [InlineData("10.1")]
    [InlineData("010.0.0.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData(" 10.0.0.1")]
    [InlineData("10.0.0.1:80")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("fe80::1%eth0")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("proxy.internal")]
    [InlineData("*")]
    [InlineData("")]
    public async Task A_setting_that_cannot_be_understood_stops_the_start(string written)
    {
        var refused = await Assert.ThrowsAsync<UnusableSettingException>(() => StartAsync("10.0.0.0/8", written));
        Assert.StartsWith($"Gateway:Admission:TrustedProxies \"{written}\": ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Gateway:Admission:TrustedProxies", "10.0.0.0/8", "it has to be an array")]
    [InlineData("Gateway:Admission:KeepUnderscoreHeaders", "yes", "'yes'")]
    [InlineData("ForwardedHeaders_Enabled", "true", "ASPNETCORE_FORWARDEDHEADERS_ENABLED lets every client say where it comes from")]
    public async Task Other_settings_that_would_be_taken_otherwise_than_meant_do_so_too(string name, string value, string message)
    {
        var refused = await Assert.ThrowsAsync<UnusableSettingException>(() => Api.StartAsync(
            "'GET /': { 'Public': true, 'Why': 'test' }", settings: new Dictionary<string, string?> { [name] = value }));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    private static Task<Api> StartAsync(params string[] trusted) => StartAsync(trusted, "");

    private static Task<Api> StartAsync(string[] trusted, string members) => Api.StartAsync(
        "'GET /': { 'Public': true, 'Why': 'test' }",
        api: members,
        settings: trusted.Select((one, index) => (one, index))
            .ToDictionary(one => $"Gateway:Admission:TrustedProxies:{one.index}", one => (string?)one.one));

    private static async Task<SeenRequest> SendAsync(Api api, IPAddress from, params string[] lines)
    {
        await RawHttp.SendFromAsync(from, api.Gateway.Client.BaseAddress!, ["GET /api HTTP/1.1", "Host: gateway", .. lines]);
        return api.Service.Only;
    }

    private static (string? For, string? Proto, string? Host, string? Other) Origin(SeenRequest seen, string other) =>
        (seen.Header("X-Forwarded-For"), seen.Header("X-Forwarded-Proto"), seen.Header("X-Forwarded-Host"), seen.Header(other));
}
