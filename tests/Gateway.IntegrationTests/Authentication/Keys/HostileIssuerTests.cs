using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Authentication.Keys;

/// <summary>Whatever an issuer answers instead of its keys: those that were good stay good, and nothing that was not becomes so.</summary>
public sealed class HostileIssuerTests
{
    private const string Ok = """{"keys":[]}""";

    /// <summary>What the key set is, and what the gateway says of it.</summary>
    public static readonly TheoryData<string, string> KeySets = new()
    {
        { "", "not_json" },
        { " ", "not_json" },
        { "<!doctype html><html><body>Sign in</body></html>", "not_json" },
        { "{", "not_json" },
        { """{"keys":[{"kty":"RSA","n":"AQ""", "not_json" },
        { """{"keys":[]} trailing""", "not_json" },
        { """{"keys":[]}{"keys":[]}""", "not_json" },
        { """{"keys":[],}""", "not_json" },
        { """// a comment {"keys":[]}""", "not_json" },
        { "\uFEFF" + Ok, "not_json" },
        { "{'keys':[]}", "not_json" },
        { Deep(17), "not_json" },
        { Deep(100_000), "not_json" },
        { "null", "not_key_set" },
        { "true", "not_key_set" },
        { "42", "not_key_set" },
        { "\"keys\"", "not_key_set" },
        { "[]", "not_key_set" },
        { "{}", "not_key_set" },
        { """{"keys":null}""", "not_key_set" },
        { """{"keys":{}}""", "not_key_set" },
        { """{"keys":"[]"}""", "not_key_set" },
        { """{"Keys":[]}""", "not_key_set" },
        { """{"keys":[],"keys":[]}""", "not_key_set" },
        { """{"keys":[],"k\u0065ys":[]}""", "not_key_set" },
        { """{"\ud800":1,"keys":[]}""", "not_key_set" },
        { """{"error":"temporarily_unavailable"}""", "not_key_set" },
        { Ok, "no_usable_key" },
        { """{"keys":[null,1,"a",[],{}]}""", "no_usable_key" },
        { """{"keys":[{"kty":"oct","k":"AAAA","alg":"HS256","kid":"a"}]}""", "no_usable_key" },
        { """{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"a"}]}""", "no_usable_key" },
        { """{"keys":[{"kid":"\ud800"}]}""", "no_usable_key" },
        { $$"""{"keys":[{{string.Join(',', Enumerable.Repeat("{}", 101))}}]}""", "too_many_keys" },
        { $$"""{"keys":[{{string.Join(',', Enumerable.Repeat("""{"kty":"RSA"}""", 100_000))}}]}""", "too_large" },
        { new string(' ', 1024 * 1024) + Ok, "too_large" },
    };

    [Theory]
    [MemberData(nameof(KeySets))]
    public async Task A_key_set_that_is_none_changes_nothing(string json, string error)
    {
        await using var api = await KeyedApi.StartAsync();
        await FailsAsync(api, issuer => issuer.KeySet = TestAnswer.Json(json), "key_set_" + error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAAA"}]}""")]
    public async Task An_issuer_whose_first_key_set_is_none_is_503_and_not_401(string json)
    {
        await using var api = await KeyedApi.StartAsync(issuer => issuer.KeySet = TestAnswer.Json(json));
        await api.GetAsync().IsRefusedAsync(503, "issuer_unavailable");
        Assert.False(api.Keys.Available);

        api.Issuer.KeySet = null;
        await api.PassAsync(TimeSpan.FromSeconds(1));
        await api.GetAsync().IsFromServiceAsync();
    }

    public static readonly TheoryData<string, string> Behaviours = new()
    {
        { "status 500", "status" },
        { "status 404", "status" },
        { "status 204", "status" },
        { "status 206", "status" },
        { "status 401", "status" },
        { "status 304", "redirect" },
        { "redirect", "redirect" },
        { "endless", "too_large" },
        { "cut off", "unreachable" },
        { "compressed", "not_json" },
        { "not UTF-8", "not_json" },
        { "UTF-16", "not_json" },
        { "NUL bytes", "not_json" },
    };

    [Theory]
    [MemberData(nameof(Behaviours))]
    public async Task A_server_that_misbehaves_at_the_key_set_changes_nothing(string behaviour, string error)
    {
        await using var elsewhere = await TestIssuer.StartAsync();
        await using var api = await KeyedApi.StartAsync();
        await FailsAsync(api, issuer => issuer.KeySet = Misbehaving(behaviour, elsewhere.Url + "/jwks"), "key_set_" + error);
        Assert.Equal(0, elsewhere.Requests);
    }

    [Theory]
    [MemberData(nameof(Behaviours))]
    public async Task A_server_that_misbehaves_at_discovery_changes_nothing(string behaviour, string error)
    {
        await using var elsewhere = await TestIssuer.StartAsync();
        await using var api = await KeyedApi.StartAsync();
        var before = api.Issuer.KeyFetches;
        await FailsAsync(api, issuer => issuer.Discovery = Misbehaving(behaviour, elsewhere.Url), "discovery_" + error);
        Assert.Equal((before, 0), (api.Issuer.KeyFetches, elsewhere.Requests));
    }

    [Fact]
    public async Task A_discovery_document_that_turns_to_another_issuer_changes_nothing()
    {
        await using var api = await KeyedApi.StartAsync();
        await FailsAsync(api, issuer => issuer.ClaimedIssuer = issuer.Url + "/", "discovery_other_issuer");
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://localhost/jwks")]
    public async Task A_discovery_document_that_turns_to_another_host_without_TLS_changes_nothing(string keys)
    {
        await using var api = await KeyedApi.StartAsync();
        await FailsAsync(
            api,
            issuer => issuer.Discovery = TestAnswer.Json($$"""{"issuer":"{{issuer.Url}}","jwks_uri":"{{keys}}"}"""),
            "discovery_keys_address");
    }

    private static async Task FailsAsync(KeyedApi api, Action<TestIssuer> misbehave, string error)
    {
        misbehave(api.Issuer);
        Assert.False(await api.Keys.RefreshAsync());

        var state = api.Keys.Describe();
        Assert.Equal((error, 1, false, true, 1), (state.LastError, state.Failures, state.Reachable, state.Available, state.Keys.Length));
        Assert.Equal(0, api.Keys.Generation);
        await api.GetAsync().IsFromServiceAsync();
    }

    private static RequestDelegate Misbehaving(string behaviour, string elsewhere) => behaviour switch
    {
        "redirect" => TestAnswer.Redirect(elsewhere),
        "endless" => TestAnswer.Endless(),
        "cut off" => TestAnswer.CutOff(Ok),
        "compressed" => Compressed(),
        "not UTF-8" => TestAnswer.Bytes([.. "{\"keys\":[\""u8, 0xFF, 0xC0, .. "\"]}"u8]),
        "UTF-16" => TestAnswer.Bytes(Encoding.Unicode.GetBytes(Ok)),
        "NUL bytes" => TestAnswer.Bytes(new byte[1000]),
        _ => TestAnswer.Status(int.Parse(behaviour.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)),
    };

    /// <summary>A megabyte of it would be a gigabyte of white space; it is never asked for and never unpacked.</summary>
    private static RequestDelegate Compressed()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(new byte[10_000_000]);
        }

        var body = packed.ToArray();
        return context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return TestAnswer.Bytes(body)(context);
        };
    }

    private static string Deep(int levels) => $$"""{"keys":{{new string('[', levels)}}{{new string(']', levels)}}}""";
}
