using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Authentication.Keys;
using Gateway.Routes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.IntegrationTests.Authentication.Keys;

/// <summary>An issuer that is down, silent, endlessly slow, or not who it says: nobody waits for it but the one fetch.</summary>
public sealed class UnansweringIssuerTests
{
    [Fact]
    public async Task Requests_do_not_queue_for_an_issuer_that_says_nothing_at_start()
    {
        await using var api = await KeyedApi.StartAsync(issuer => issuer.Discovery = TestAnswer.Hanging(), waitForIssuers: false);
        await Eventually.IsSoAsync(() => api.Issuer.Requests == 1);

        // The clock stands still, so whoever waited for the fetch would wait for ever.
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => api.GetAsync()));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
        await api.Gateway.GetAsync("/api/open").IsFromServiceAsync();
        Assert.Equal(1, api.Issuer.Requests);
        Assert.False(api.Keys.Tried);
        Assert.True((await api.Gateway.Admin.GetAsync(new Uri("/health/live", UriKind.Relative))).IsSuccessStatusCode);
        Assert.Equal(
            HttpStatusCode.ServiceUnavailable, (await api.Gateway.Admin.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);

        api.Issuer.Discovery = null;
        await api.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal("discovery_timeout", api.Keys.Describe().LastError);
        await api.PassAsync(TimeSpan.FromSeconds(1));
        await api.GetAsync().IsFromServiceAsync();
    }

    [Fact]
    public async Task An_answer_that_comes_byte_by_byte_has_five_seconds_in_all()
    {
        await using var api = await KeyedApi.StartAsync();
        api.Issuer.KeySet = TestAnswer.Trickling(api.Clock);
        var refresh = api.Keys.RefreshAsync();
        await Eventually.IsSoAsync(() => api.Issuer.KeyFetches == 2);

        for (var second = 0; second < 4; second++)
        {
            api.Clock.Advance(TimeSpan.FromSeconds(1));
            await api.GetAsync().IsFromServiceAsync();
            Assert.False(refresh.IsCompleted);
        }

        api.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await refresh.WaitAsync(TimeSpan.FromMinutes(2)));
        Assert.Equal("key_set_timeout", api.Keys.Describe().LastError);
        await api.GetAsync().IsFromServiceAsync();
    }

    [Fact]
    public async Task An_issuer_that_is_gone_keeps_its_keys_and_is_used_again_when_it_is_back()
    {
        var clock = new SettableClock();
        var first = await TestIssuer.StartAsync(clock);
        using var backchannel = new Backchannel(clock);
        var url = first.Url;
        var keys = KeysOf(url, backchannel, clock);
        Assert.True(await keys.RefreshAsync());

        await first.DisposeAsync();
        Assert.False(await keys.RefreshAsync());
        Assert.Equal("discovery_unreachable", keys.Describe().LastError);
        Assert.Single(keys.Find(first.SigningKey.KeyId));

        await using var second = await TestIssuer.StartAsync(clock, url);
        Assert.True(await keys.RefreshAsync());
        Assert.Empty(keys.Find(first.SigningKey.KeyId));
        Assert.Single(keys.Find(second.SigningKey.KeyId));
    }

    [Fact]
    public async Task An_issuer_with_a_certificate_that_nobody_vouches_for_is_not_asked_for_keys()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var server = builder.Build();
        var requests = 0;
        server.Run(_ =>
        {
            requests++;
            return Task.CompletedTask;
        });
        await server.StartAsync();

        var clock = new SettableClock();
        using var backchannel = new Backchannel(clock);
        var keys = KeysOf(server.Urls.First(), backchannel, clock);
        await Eventually.IsSoAsync(async () =>
        {
            Assert.False(await keys.RefreshAsync());
            return keys.Describe().LastError != "discovery_timeout"; // a busy machine's first handshake may take too long
        });
        Assert.Equal(("discovery_tls", 0), (keys.Describe().LastError, requests));
    }

    [Fact]
    public async Task Two_credentials_are_400_whatever_the_issuer_does()
    {
        await using var api = await KeyedApi.StartAsync(issuer => issuer.Failing = 500);
        var answer = await RawHttp.SendAsync(
            api.Gateway.Client.BaseAddress!, "GET /api HTTP/1.1", "Host: a", "Authorization: Bearer a", "Authorization: Bearer b");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    private static IssuerKeys KeysOf(string url, Backchannel backchannel, SettableClock clock) => new(
        new Issuer(
            "main", url, new Uri(url + "/.well-known/openid-configuration"), [TestIssuer.Audience],
            IssuerPreset.DefaultAlgorithms, ["at+jwt"], "scope", "client_id", [], [], TimeSpan.Zero),
        backchannel, clock, NullLogger<IssuerKeys>.Instance);
}
