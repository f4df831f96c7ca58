using System.Text.Json.Nodes;

namespace Gateway.ConformanceTests;

/// <summary><c>StepUp</c> (RFC 9470): the user has to have signed in well enough, and recently enough.</summary>
public sealed class Rfc9470Tests : IAsyncLifetime
{
    private const string Weak = "A different authentication level is required";
    private const string Old = "More recent authentication is required";

    private readonly SettableClock clock = new();
    private Api api = null!;

    public async Task InitializeAsync() => api = await Api.StartAsync(
        """
        'GET /acr': { 'Scopes': 'read', 'StepUp': { 'Acr': ['urn:example:mfa', 'urn:example:key'] } },
        'GET /age': { 'Scopes': 'read', 'StepUp': { 'MaxAge': '5m' } },
        'GET /both': { 'Scopes': 'read', 'Caller': 'user', 'StepUp': { 'Acr': ['urn:example:mfa'], 'MaxAge': '5m' } },
        'GET /scopeless': { 'StepUp': { 'MaxAge': '1h' } },
        'GET /either': { 'Scopes': { 'AnyOf': ['audit', { 'AllOf': ['read', 'people'] }] }, 'StepUp': { 'MaxAge': '5m' } }
        """,
        clock: clock);

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Theory]
    [InlineData("urn:example:mfa")]
    [InlineData("urn:example:key")]
    public async Task One_of_the_levels_suffices(string acr) => await GetAsync("/acr", p => p["acr"] = acr).IsFromServiceAsync();

    [Theory]
    [InlineData("\"urn:example:pwd\"")]
    [InlineData("\"urn:example:MFA\"")]
    [InlineData("\"urn:example:mfa urn:example:key\"")]
    [InlineData("\"\"")]
    [InlineData("[\"urn:example:mfa\"]")]
    [InlineData("null")]
    [InlineData("1")]
    public async Task Another_level_does_not(string acr) =>
        await RefusedAsync("/acr", api.Issuer.Sign(api.PayloadWith("acr", acr)), Weak, "acr_values=\"urn:example:mfa urn:example:key\"");

    [Fact]
    public async Task A_token_that_does_not_say_is_not_good_enough()
    {
        await RefusedAsync("/acr", api.Issuer.Token("read"), Weak, "acr_values=\"urn:example:mfa urn:example:key\"");
        await RefusedAsync("/age", api.Issuer.Token("read"), Old, "max_age=\"300\"");
        await RefusedAsync("/scopeless", api.Issuer.Token("read"), Old, "max_age=\"3600\"");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-300)]
    [InlineData(-330)]
    [InlineData(30)]
    public async Task A_recent_sign_in_suffices_give_or_take_the_skew(int seconds) => await GetAsync("/age", SignedIn(seconds)).IsFromServiceAsync();

    [Theory]
    [InlineData(-331)]
    [InlineData(-86400)]
    [InlineData(31)]
    public async Task An_older_one_or_one_still_to_come_does_not(int seconds) =>
        await RefusedAsync("/age", api.Issuer.Token("read", SignedIn(seconds)), Old, "max_age=\"300\"");

    [Theory]
    [InlineData("\"1893499200\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[1893499200]")]
    [InlineData("1e999")]
    public async Task A_time_that_is_no_number_is_none(string time)
    {
        var (body, _) = await api.Gateway.GetAsync("/api/age", api.Issuer.Sign(api.PayloadWith("auth_time", time)))
            .IsRefusedAsync(401, "insufficient_user_authentication");
        Assert.Equal(Old, body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task The_same_token_is_refused_once_its_sign_in_is_too_old()
    {
        var token = api.Issuer.Token("read", SignedIn(0));
        await api.Gateway.GetAsync("/api/age", token).IsFromServiceAsync();
        clock.Advance(TimeSpan.FromSeconds(331));
        api.Service.Forget();
        await RefusedAsync("/age", token, Old, "max_age=\"300\"");
    }

    [Fact]
    public async Task The_answer_says_what_to_ask_the_authorization_server_for()
    {
        var (body, challenge) = await GetAsync("/both", SignedIn(0)).IsRefusedAsync(401, "insufficient_user_authentication");

        Assert.Equal(
            $"Bearer realm=\"gateway\", error=\"insufficient_user_authentication\", error_description=\"{Weak}\", scope=\"read\", "
            + "acr_values=\"urn:example:mfa\", max_age=\"300\"",
            challenge);
        Assert.Equal("[\"urn:example:mfa\"]", body.GetProperty("acr_values").GetRawText());
        Assert.Equal(300, body.GetProperty("max_age").GetInt32());
        Assert.Equal("[[\"read\"]]", body.GetProperty("required").GetRawText());
        Assert.False(body.TryGetProperty("missing", out _));
    }

    [Fact]
    public async Task Both_have_to_hold()
    {
        await GetAsync("/both", p => Both(p, "urn:example:mfa", 0)).IsFromServiceAsync();
        await RefusedAsync("/both", api.Issuer.Token("read", p => Both(p, "urn:example:pwd", 0)), Weak, "max_age=\"300\"", forget: true);
        await RefusedAsync("/both", api.Issuer.Token("read", p => Both(p, "urn:example:mfa", -331)), Old, "max_age=\"300\"");
    }

    [Fact]
    public async Task Whoever_lacks_the_scope_or_is_the_wrong_caller_is_not_sent_to_sign_in()
    {
        await api.Gateway.GetAsync("/api/both", api.Issuer.Token("")).IsRefusedAsync(403, "insufficient_scope");
        var (_, challenge) = await api.Gateway.GetAsync("/api/both", api.Issuer.MachineToken("archive", "read")).IsRefusedAsync(403, "caller_not_allowed");
        Assert.Null(challenge);
    }

    [Fact]
    public async Task A_good_sign_in_makes_up_for_no_scope() =>
        await api.Gateway.GetAsync("/api/both", api.Issuer.Token("people", p => Both(p, "urn:example:mfa", 0))).IsRefusedAsync(403, "insufficient_scope");

    [Fact]
    public async Task The_challenge_names_the_scopes_that_the_token_was_good_for()
    {
        var (_, challenge) = await api.Gateway.GetAsync("/api/either", api.Issuer.Token("people read")).IsRefusedAsync(401, "insufficient_user_authentication");
        Assert.Contains("scope=\"read people\"", challenge, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_it_is_in_other_refusals()
    {
        var (body, challenge) = await api.Gateway.GetAsync("/api/both").IsRefusedAsync(401, "no_credentials");
        Assert.DoesNotContain("acr_values", body.GetRawText() + challenge, StringComparison.Ordinal);
        Assert.DoesNotContain("max_age", body.GetRawText() + challenge, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> GetAsync(string path, Action<JsonObject> change) => api.Gateway.GetAsync("/api" + path, api.Issuer.Token("read", change));

    private Action<JsonObject> SignedIn(int seconds) => p => p["auth_time"] = clock.GetUtcNow().ToUnixTimeSeconds() + seconds;

    private void Both(JsonObject payload, string acr, int seconds)
    {
        payload["acr"] = acr;
        SignedIn(seconds)(payload);
    }

    private async Task RefusedAsync(string path, string token, string description, string parameter, bool forget = false)
    {
        if (forget)
        {
            api.Service.Forget();
        }

        var (body, challenge) = await api.Gateway.GetAsync("/api" + path, token).IsRefusedAsync(401, "insufficient_user_authentication");
        Assert.Equal(description, body.GetProperty("detail").GetString());
        Assert.Contains($"error_description=\"{description}\"", challenge, StringComparison.Ordinal);
        Assert.Contains(parameter, challenge, StringComparison.Ordinal);
        Assert.Empty(api.Service.Seen);
    }
}
