namespace Gateway.IntegrationTests.Forwarding.Tls;

/// <summary>The gateway shows a service who it is, and takes nobody else for the service.</summary>
public sealed class UpstreamTlsTests
{
    private const string NoKey = "it has no private key that is not encrypted and belongs to the first certificate";

    [Theory]
    [InlineData(TlsApi.Mutual)]
    [InlineData("'ClientCertificateFile': '${DIR:-both.pem}', 'CaFile': 'ca.pem'")]
    public async Task A_service_that_wants_a_certificate_is_shown_the_gateways(string tls)
    {
        await using var api = await TlsApi.StartAsync(tls, prepare: BothInOne);
        Assert.Equal("gateway one", await api.AskAsync());
    }

    [Fact]
    public async Task Those_between_the_certificate_and_its_root_are_shown_too()
    {
        await using var api = await TlsApi.StartAsync(prepare: api => api.WriteCertificate("gateway below", api.Authority.Intermediate()));
        Assert.Equal("gateway below", await api.AskAsync());
    }

    [Fact]
    public async Task A_private_authority_alone_is_enough_where_no_certificate_is_wanted()
    {
        await using var api = await TlsApi.StartAsync("'CaFile': 'ca.pem'", asksForCertificate: false);
        Assert.Equal("nobody", await api.AskAsync());
    }

    [Fact]
    public async Task Without_a_certificate_the_service_refuses_the_gateway()
    {
        await using var api = await TlsApi.StartAsync("'CaFile': 'ca.pem'");
        await api.Gateway.GetAsync("/api").IsRefusedAsync(502, "service_unreachable");
        Assert.Empty(api.Service.Seen);
    }

    [Fact]
    public async Task With_a_strangers_certificate_it_does_so_too()
    {
        await using var api = await TlsApi.StartAsync(prepare: api => api.WriteCertificate("gateway", TestAuthority.Create("stranger")));
        await api.Gateway.GetAsync("/api").IsRefusedAsync(502, "service_unreachable");
        Assert.Empty(api.Service.Seen);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("'ClientCertificateFile': 'gateway.pem', 'ClientKeyFile': 'gateway.key'")]
    public async Task A_service_that_nobody_vouches_for_is_not_called(string? tls)
    {
        await using var api = await TlsApi.StartAsync(tls);
        await api.Gateway.GetAsync("/api").IsRefusedAsync(502, "service_unreachable");
        Assert.Empty(api.Service.Seen);
    }

    [Fact]
    public async Task A_service_of_another_authority_is_not_called()
    {
        await using var api = await TlsApi.StartAsync(prepare: api => api.Write("ca.pem", TestAuthority.Create().Pem));
        await api.Gateway.GetAsync("/api").IsRefusedAsync(502, "service_unreachable");
        Assert.Empty(api.Service.Seen);
    }

    [Fact]
    public async Task A_service_under_another_name_is_not_called_whoever_issued_it()
    {
        await using var api = await TlsApi.StartAsync(serverName: "other.internal");
        await api.Gateway.GetAsync("/api").IsRefusedAsync(502, "service_unreachable");
        Assert.Empty(api.Service.Seen);
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_without_a_restart()
    {
        await using var api = await TlsApi.StartAsync();
        Assert.Equal("gateway one", await api.AskAsync());

        api.WriteCertificate("gateway two");
        Assert.Equal("gateway one", await api.AskAsync());
        await api.LooksAsync();
        Assert.Equal("gateway two", await api.AskAsync());
    }

    [Fact]
    public async Task A_renewed_authority_counts_without_a_restart()
    {
        await using var api = await TlsApi.StartAsync(prepare: api => api.Write("ca.pem", TestAuthority.Create().Pem));
        await api.Gateway.GetAsync("/api").IsRefusedAsync(502, "service_unreachable");

        api.Write("ca.pem", api.Authority.Pem);
        await api.LooksAsync();
        Assert.Equal("gateway one", await api.AskAsync());
    }

    [Fact]
    public async Task A_certificate_whose_key_is_not_there_yet_is_left_alone()
    {
        await using var api = await TlsApi.StartAsync();
        using var next = api.Authority.Issue("gateway two");
        api.Write("gateway.pem", next.ExportCertificatePem());
        await api.LooksAsync(1);
        api.Write("gateway.key", TestAuthority.KeyPem(next));
        await api.LooksAsync();

        Assert.Equal("gateway two", await api.AskAsync());
        Assert.DoesNotContain("are not usable", api.Gateway.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_renewal_leaves_the_last_good_one_in_use_and_is_an_alarm_until_it_is_mended()
    {
        await using var api = await TlsApi.StartAsync();
        api.Write("gateway.pem", "-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n");
        await api.LooksAsync(5);

        Assert.Equal("gateway one", await api.AskAsync());
        Assert.Equal(2, api.Gateway.Log.Text.Split("the files of UpstreamTls are not usable").Length);
        Assert.Contains("service certificates", await api.AdminAsync("/health/ready"), StringComparison.Ordinal);

        File.Delete(api.PathOf("gateway.pem"));
        await api.LooksAsync(5);
        Assert.Equal("gateway one", await api.AskAsync());
        Assert.Equal(3, api.Gateway.Log.Text.Split("the files of UpstreamTls are not usable").Length);

        api.WriteCertificate("gateway two");
        await api.LooksAsync();
        Assert.Equal("gateway two", await api.AskAsync());
        Assert.DoesNotContain("degraded", await api.AdminAsync("/health/ready"), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("gateway.pem", null, "ClientCertificateFile", "it cannot be read, or is too large")]
    [InlineData("gateway.pem", "", "ClientCertificateFile", "it has no certificate, or a broken one")]
    [InlineData("gateway.pem", "not PEM", "ClientCertificateFile", "it has no certificate, or a broken one")]
    [InlineData("gateway.key", null, "ClientKeyFile", "it cannot be read, or is too large")]
    [InlineData("gateway.key", "not PEM", "ClientKeyFile", NoKey)]
    [InlineData("gateway.key", "another", "ClientKeyFile", NoKey)]
    [InlineData("ca.pem", null, "CaFile", "it cannot be read, or is too large")]
    [InlineData("ca.pem", "not PEM", "CaFile", "it has no certificate, or a broken one")]
    [InlineData("ca.pem", "below", "CaFile", "none of its certificates is a root, issued by itself")]
    public async Task A_file_that_is_missing_or_bad_stops_the_start(string file, string? content, string member, string why)
    {
        var path = "";
        var refused = await Assert.ThrowsAsync<UnusableSettingException>(() => TlsApi.StartAsync(prepare: api =>
        {
            path = api.PathOf(file);
            Spoil(api, file, content);
        }));
        Assert.Equal($"API \"api\": \"{member}\" {path}: {why}.", refused.Message);
    }

    [Fact]
    public async Task A_policy_that_names_a_missing_file_waits_for_it_and_the_one_before_stays_in_force()
    {
        await using var api = await TlsApi.StartAsync();
        api.Write("appsettings.routes.json", api.Text("'ClientCertificateFile': 'next.pem', 'CaFile': 'ca.pem'"));
        await api.ReloadAsync();
        await api.ReloadAsync();

        Assert.Equal("gateway one", await api.AskAsync());
        var config = await api.AdminAsync("/config");
        Assert.Contains("unusable-file", config, StringComparison.Ordinal);
        Assert.Contains("next.pem: it cannot be read, or is too large", config, StringComparison.Ordinal);
        Assert.Equal(2, api.Gateway.Log.Text.Split("is not usable, ").Length);

        using var next = api.Authority.Issue("gateway next");
        api.Write("next.pem", $"{next.ExportCertificatePem()}\n{TestAuthority.KeyPem(next)}");
        await api.ReloadAsync();
        Assert.Equal("gateway next", await api.AskAsync());
        Assert.DoesNotContain("last_error", await api.AdminAsync("/config"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_changes_elsewhere_keeps_certificate_and_connection()
    {
        await using var api = await TlsApi.StartAsync();
        await api.AskAsync();
        var connection = "";
        var before = api.Service.Answer;
        api.Service.Answer = context =>
        {
            connection += context.Connection.Id + " ";
            return before(context);
        };
        await api.AskAsync();

        // Bad by now, but not because of the new policy.
        api.Write("gateway.key", "");
        api.Write("appsettings.routes.json", api.Text(TlsApi.Mutual, "'Owner': 'somebody',"));
        await api.ReloadAsync();
        Assert.Equal("gateway one", await api.AskAsync());
        Assert.Single(connection.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct());
    }

    [Fact]
    public async Task A_policy_is_validated_where_its_files_are_not()
    {
        await using var api = await TlsApi.StartAsync();
        File.Delete(api.PathOf("gateway.pem"));
        var run = await CommandRun.OfAsync("validate", api.PathOf("appsettings.routes.json"));
        Assert.Equal(0, run.ExitCode);
    }

    private static void BothInOne(TlsApi api) =>
        api.Write("both.pem", File.ReadAllText(api.PathOf("gateway.pem")) + "\n" + File.ReadAllText(api.PathOf("gateway.key")));

    private static void Spoil(TlsApi api, string file, string? content)
    {
        File.Delete(api.PathOf(file));
        if (content is not null)
        {
            using var other = api.Authority.Issue("other");
            api.Write(file, content switch
            {
                "another" => TestAuthority.KeyPem(other),
                "below" => api.Authority.Intermediate().Pem,
                _ => content,
            });
        }
    }
}
