using System.Text.Json.Nodes;
using Gateway.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.IntegrationTests.Authentication;

/// <summary>
/// <c>golden/PRESET.WHAT.json</c>: an issuer as the routes file has it, header and payload as that vendor's servers write them, and what comes
/// of it: what the service is told, or why the token is refused. Only the key is ours.
/// </summary>
public sealed class PresetTests
{
    private static IEnumerable<string> Names => Directory.GetFiles(PathOf(""), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order();

    public static TheoryData<string> Golden => [.. Names];

    [Theory]
    [MemberData(nameof(Golden))]
    public async Task A_vendors_token_is_read_or_refused_as_it_should_be(string name)
    {
        var golden = JsonNode.Parse(await File.ReadAllTextAsync(PathOf($"{name}.json")))!;
        await using var vendor = await Vendor.StartAsync(golden);

        if (golden["refused"]?.GetValue<string>() is { } description)
        {
            await vendor.GetAsync("/any").IsRefusedTokenAsync(description);
            Assert.Empty(vendor.Service.Seen);
            return;
        }

        var told = golden["told"]!;
        await vendor.GetAsync("/any").IsFromServiceAsync();
        var request = vendor.Service.Only;
        Assert.Equal(told["caller"]!.GetValue<string>(), request.Header("Gateway-Caller"));
        Assert.Equal(told["subject"]!.GetValue<string>(), request.Header("Gateway-Subject"));
        Assert.Equal(told["client"]!.GetValue<string>(), request.Header("Gateway-Client"));
        Assert.Equal(told["scopes"]!.GetValue<string>(), request.Header("Gateway-Scopes"));

        await CallerIsAsync("user");
        await CallerIsAsync("machine");

        async Task CallerIsAsync(string kind)
        {
            vendor.Service.Forget();
            if (told["caller"]!.GetValue<string>() == kind)
            {
                await vendor.GetAsync($"/{kind}").IsFromServiceAsync();
            }
            else
            {
                await vendor.GetAsync($"/{kind}").IsRefusedAsync(403, "caller_not_allowed");
            }
        }
    }

    [Fact]
    public void Every_preset_has_tokens_of_a_user_and_of_a_machine_and_refused_ones()
    {
        string[] presets = ["rfc9068", "auth0", "auth0-rfc9068", "entra-v2", "entra-v1", "okta", "keycloak", "cognito"];
        Assert.All(presets, preset =>
        {
            Assert.Contains($"{preset}.user", Names);
            Assert.Contains($"{preset}.machine", Names);
            Assert.Contains(Names, name => name == $"{preset}.without-client" || name == $"{preset}.id-token-of-the-same-registration");
        });
    }

    [Fact]
    public async Task The_log_says_once_a_minute_which_preset_the_refused_tokens_look_like_and_the_answer_does_not()
    {
        const string line = "Tokens of issuer \"vendor\" look like preset \"keycloak\", the file says \"rfc9068\"";
        var golden = JsonNode.Parse(await File.ReadAllTextAsync(PathOf("keycloak.user.json")))!;
        golden["issuer"]!["Preset"] = "rfc9068";
        await using var vendor = await Vendor.StartAsync(golden);

        for (var i = 0; i < 3; i++)
        {
            using var answer = await vendor.GetAsync("/any");
            Assert.DoesNotContain("keycloak", await answer.Content.ReadAsStringAsync() + answer.Headers, StringComparison.Ordinal);
        }

        Assert.Equal(1, TimesLogged());
        vendor.Clock.Advance(TimeSpan.FromMinutes(1));
        await vendor.GetAsync("/any").IsRefusedAsync(401, "invalid_token");
        Assert.Equal(2, TimesLogged());
        Assert.DoesNotContain("orders-web", vendor.Gateway.Log.Text, StringComparison.Ordinal);

        int TimesLogged() => vendor.Gateway.Log.Text.Split(line).Length - 1;
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Authentication", "golden", name);

    /// <summary>The issuer of a golden file with its one token, and a gateway that trusts it, a minute after the token was issued.</summary>
    private sealed record Vendor(TestIssuer Issuer, RecordingUpstream Service, TestGateway Gateway, SettableClock Clock, string Token) : IAsyncDisposable
    {
        // One for all, because making one takes longer than the rest of a test.
        private static readonly RsaSecurityKey Key = TestIssuer.NewRsaKey();

        public static async Task<Vendor> StartAsync(JsonNode golden)
        {
            var payload = golden["payload"]!;
            var clock = new SettableClock(DateTimeOffset.FromUnixTimeSeconds(payload["iat"]!.GetValue<long>() + 60));
            var issuer = await TestIssuer.StartAsync(clock);
            issuer.ClaimedIssuer = payload["iss"]!.GetValue<string>();
            issuer.SigningKey = Key;
            issuer.Published.Add(issuer.SigningKey);

            var entry = golden["issuer"]!.AsObject();
            entry["Metadata"] = issuer.Url + "/.well-known/openid-configuration";
            var service = await RecordingUpstream.StartAsync();
            var gateway = await TestGateway.StartAsync(
                $$"""
                {
                  'Version': 1,
                  'Issuers': { 'vendor': {{entry.ToJsonString()}} },
                  'Apis': { 'api': { 'Prefix': '/api', 'Upstream': '{{service.Url}}', 'Operations': {
                    'GET /any': { 'AnyToken': true }, 'GET /user': { 'Caller': 'user' }, 'GET /machine': { 'Caller': 'machine' }
                  } } }
                }
                """,
                clock);
            return new Vendor(issuer, service, gateway, clock, issuer.Sign(payload.ToJsonString(), header => Replace(header, golden["header"]!.AsObject())));
        }

        public Task<HttpResponseMessage> GetAsync(string path) => Gateway.GetAsync("/api" + path, Token);

        public async ValueTask DisposeAsync()
        {
            await Gateway.DisposeAsync();
            await Service.DisposeAsync();
            await Issuer.DisposeAsync();
        }

        /// <summary>The header is the vendor's, in its order, but for the name of the key.</summary>
        private static void Replace(JsonObject header, JsonObject vendors)
        {
            var kid = header["kid"]!.GetValue<string>();
            header.Clear();
            foreach (var (name, value) in vendors)
            {
                header[name] = name == "kid" ? kid : value!.DeepClone();
            }
        }
    }
}
