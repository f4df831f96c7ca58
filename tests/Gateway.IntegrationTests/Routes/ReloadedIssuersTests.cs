using System.Text;
using System.Text.Json.Nodes;
using Gateway.Authentication;
using Gateway.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Routes;

/// <summary>What a change of the routes file means for issuers and for tokens that were verified before it.</summary>
public sealed class ReloadedIssuersTests
{
    [Fact]
    public async Task A_remembered_token_does_not_outlive_the_rules_it_was_verified_by()
    {
        await using var api = await ReloadingApi.StartAsync();
        var token = api.Issuer.Token("read");
        await api.Gateway.GetAsync("/api", token).IsFromServiceAsync();

        await api.ChangeAsync(api.Text("'GET /': 'read'", audience: "https://another.example"));
        await api.Gateway.GetAsync("/api", token).IsRefusedTokenAsync("The token is for another audience");

        await api.ChangeAsync(api.Text("'GET /': 'read'"));
        await api.Gateway.GetAsync("/api", token).IsFromServiceAsync();
    }

    [Fact]
    public async Task A_remembered_answer_about_an_opaque_token_does_not_outlive_the_rules_it_was_checked_by()
    {
        await using var opaque = await OpaqueApi.StartAsync();
        await opaque.Api.Gateway.GetAsync("/api", "opaque").IsFromServiceAsync();

        var routes = opaque.Api.Gateway.Services.GetRequiredService<RoutesInForce>();
        var text = Encoding.UTF8.GetString(routes.Table.Text.Files[0].Content.Span);
        var changed = text.Replace(TestIssuer.Audience, "https://another.example", StringComparison.Ordinal);
        var read = RouteTableReader.Read("routes.json", Encoding.UTF8.GetBytes(changed), new RoutesEnvironment("Development", _ => null));
        Assert.Null(await routes.ChangeAsync(read.Table!));
        await opaque.Api.Gateway.GetAsync("/api", "opaque").IsRefusedTokenAsync("The token is for another audience");
    }

    [Fact]
    public async Task A_change_of_its_audience_does_not_ask_the_issuer_for_its_keys_again()
    {
        await using var api = await ReloadingApi.StartAsync();
        var before = api.Issuer.KeyFetches;
        await api.ChangeAsync(api.Text("'GET /': 'read'", audience: "https://another.example"));
        var token = api.Issuer.Token("read", payload => payload["aud"] = "https://another.example");
        await api.Gateway.GetAsync("/api", token).IsFromServiceAsync();
        Assert.Equal(before, api.Issuer.KeyFetches);
    }

    [Fact]
    public async Task The_tokens_of_a_new_issuer_are_good_as_soon_as_the_file_that_names_it_counts()
    {
        await using var api = await ReloadingApi.StartAsync();
        await using var other = await TestIssuer.StartAsync(api.Clock);
        await api.Gateway.GetAsync("/api", other.Token("read")).IsRefusedTokenAsync("The token is not from an accepted issuer");

        await api.ChangeAsync(api.Text("'GET /': 'read'", more: $", 'other': {{ 'Issuer': '{other.Url}', 'Audience': '{TestIssuer.Audience}' }}"));
        await api.Gateway.GetAsync("/api", other.Token("read")).IsFromServiceAsync();
        await api.GetAsync().IsFromServiceAsync();

        await api.ChangeAsync(api.Text("'GET /': 'read'"));
        await api.Gateway.GetAsync("/api", other.Token("read")).IsRefusedTokenAsync("The token is not from an accepted issuer");
    }

    [Fact]
    public async Task The_keys_of_a_new_issuer_are_kept_fresh_as_everybody_s()
    {
        await using var api = await ReloadingApi.StartAsync();
        await using var other = await TestIssuer.StartAsync(api.Clock);
        await api.ChangeAsync(api.Text("'GET /': 'read'", more: $", 'other': {{ 'Issuer': '{other.Url}', 'Audience': '{TestIssuer.Audience}' }}"));
        var keys = api.Gateway.Services.GetRequiredService<TrustedIssuers>().All.Single(trusted => trusted.Issuer.Name == "other").Keys;
        await Eventually.IsSoAsync(() => keys.Describe().NextRefresh is not null);
        var before = other.KeyFetches;
        api.Clock.Advance(TimeSpan.FromMinutes(11));
        await Eventually.IsSoAsync(() => other.KeyFetches > before);
    }

    [Fact]
    public async Task A_revocation_stays_when_its_issuer_gets_another_name_in_the_file()
    {
        await using var api = await ReloadingApi.StartAsync();
        var token = api.Issuer.Token("read", payload => payload["jti"] = "stolen");
        var entry = new JsonObject { ["issuer"] = "main", ["jti"] = "stolen" };
        using var revoked = await api.Gateway.Admin.PostAsync("/revocations", new StringContent(entry.ToJsonString()));
        Assert.Equal(201, (int)revoked.StatusCode);
        await api.Gateway.GetAsync("/api", token).IsRefusedTokenAsync("The token has been revoked");

        await api.ChangeAsync(api.Text("'GET /': 'read'").Replace("\"main\"", "\"renamed\"", StringComparison.Ordinal));
        await api.Gateway.GetAsync("/api", token).IsRefusedTokenAsync("The token has been revoked");
        await api.GetAsync().IsFromServiceAsync();
    }
}
