using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Claims.Assertion;
using Gateway.IntegrationTests.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Claims;

/// <summary>The keys of the assertions in a file: rotated without a restart, and never lost to a bad one.</summary>
public sealed class AssertionKeyTests : IAsyncLifetime
{
    private static readonly string Old = ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem();
    private static readonly string New = ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportECPrivateKeyPem();

    private readonly SettableClock clock = new();
    private readonly string file = Path.GetTempFileName();
    private Api api = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(file, Old);
        api = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await api.DisposeAsync();
        File.Delete(file);
    }

    [Fact]
    public async Task A_key_is_published_before_it_signs_and_after()
    {
        var token = api.Issuer.Token("read");
        var old = await SigningKidAsync(token);
        Assert.Equal([old], await PublishedKidsAsync());

        await WriteAsync(Old, New);
        var both = await PublishedUntilAsync(2);
        Assert.Equal(old, both[0]);
        Assert.Equal(old, await SigningKidAsync(token));

        // An assertion that is young is not used again once another key signs.
        await WriteAsync(New, Old);
        await TickUntilAsync(async () => await SigningKidAsync(token) == both[1]);
        Assert.Equal([both[1], old], await PublishedKidsAsync());

        await WriteAsync(New);
        Assert.Equal([both[1]], await PublishedUntilAsync(1));
    }

    [Fact]
    public async Task Two_gateways_with_one_file_name_its_key_alike()
    {
        await using var second = await StartAsync();
        Assert.Equal(await PublishedKidsAsync(), await PublishedKidsAsync(second));
    }

    [Fact]
    public async Task Without_a_file_each_gateway_has_a_key_of_its_own()
    {
        await using var one = await Api.StartAsync("'GET /': 'read'");
        await using var two = await Api.StartAsync("'GET /': 'read'");
        Assert.NotEqual(await PublishedKidsAsync(one), await PublishedKidsAsync(two));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public async Task A_bad_file_leaves_the_last_good_keys_in_use_and_is_an_alarm(string? content)
    {
        var token = api.Issuer.Token("read");
        var kid = await SigningKidAsync(token);
        if (content is null)
        {
            File.Delete(file);
        }
        else
        {
            await File.WriteAllTextAsync(file, content);
        }

        await TickUntilAsync(async () => (await HealthAsync()).Contains("\"degraded\"", StringComparison.Ordinal));
        Assert.Equal(kid, await SigningKidAsync(token));
        Assert.Contains("is not usable, the last good keys stay in use", api.Gateway.Log.Text, StringComparison.Ordinal);

        await WriteAsync(Old);
        await TickUntilAsync(async () => !(await HealthAsync()).Contains("\"degraded\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    public async Task With_a_bad_file_it_does_not_start(string content)
    {
        await File.WriteAllTextAsync(file, content);
        var refused = await Assert.ThrowsAsync<UnusableSettingException>(StartAsync);
        Assert.Equal(
            $"Gateway:Assertion:KeyFile {file}: it has no private key; make one with: openssl ecparam -name prime256v1 -genkey -noout.", refused.Message);
    }

    [Fact]
    public async Task The_private_key_is_nowhere_to_be_read()
    {
        var secret = Base64Url.EncodeToString(Private(Old).ExportParameters(includePrivateParameters: true).D!);
        await SigningKidAsync(api.Issuer.Token("read"));
        Assert.DoesNotContain(secret, await api.Gateway.Client.GetStringAsync(KeySet), StringComparison.Ordinal);
        Assert.DoesNotContain("\"d\"", await api.Gateway.Client.GetStringAsync(KeySet), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", api.Gateway.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, api.Gateway.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_gateway_has_the_name_that_was_chosen_for_it()
    {
        await using var named = await Api.StartAsync(
            "'GET /': 'read'", settings: new Dictionary<string, string?> { ["Gateway:Assertion:Issuer"] = "https://api.example.com/gateway" });
        await named.Gateway.GetAsync("/api", named.Issuer.Token("read")).IsFromServiceAsync();
        var payload = Part(named.Service.Only.Header("Gateway-Assertion")!, 1);
        Assert.Equal("https://api.example.com/gateway", payload.GetProperty("iss").GetString());
    }

    private static Uri KeySet => new("/.well-known/gateway/jwks.json", UriKind.Relative);

    private Task<Api> StartAsync() => Api.StartAsync(
        "'GET /': 'read'", clock: clock, settings: new Dictionary<string, string?> { ["Gateway:Assertion:KeyFile"] = file });

    private Task WriteAsync(params string[] pems) => File.WriteAllTextAsync(file, string.Join('\n', pems));

    private async Task<string> SigningKidAsync(string token)
    {
        api.Service.Forget();
        await api.Gateway.GetAsync("/api", token).IsFromServiceAsync();
        return Part(api.Service.Only.Header("Gateway-Assertion")!, 0).GetProperty("kid").GetString()!;
    }

    private async Task<string[]> PublishedKidsAsync(Api? of = null)
    {
        var set = JsonElement.Parse(await (of ?? api).Gateway.Client.GetStringAsync(KeySet));
        return [.. set.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];
    }

    private async Task<string[]> PublishedUntilAsync(int count)
    {
        string[] kids = [];
        await TickUntilAsync(async () => (kids = await PublishedKidsAsync()).Length == count);
        return kids;
    }

    private async Task<string> HealthAsync() => await api.Gateway.Admin.GetStringAsync(new Uri("/health/ready", UriKind.Relative));

    private Task TickUntilAsync(Func<Task<bool>> isSo) => Ticks.UntilAsync(api.Gateway.Services.GetRequiredService<SigningKeys>(), clock, isSo);

    private static ECDsa Private(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key;
    }

    private static JsonElement Part(string assertion, int index) => JsonElement.Parse(Base64Url.DecodeFromChars(assertion.Split('.')[index]));
}
