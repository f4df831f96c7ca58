using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gateway.Routes;
using Gateway.Tools;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Gateway.IntegrationTests.Routes;

/// <summary>The routes file is changed while the gateway runs.</summary>
public sealed class ReloadTests
{
    [Fact]
    public async Task A_changed_rule_counts_within_two_seconds_and_the_file_s_hash_says_so()
    {
        await using var api = await ReloadingApi.StartAsync();
        await api.GetAsync().IsFromServiceAsync();
        var before = await ConfigAsync(api);

        var start = api.Clock.GetUtcNow();
        await api.ChangeAsync(api.Text("'GET /': 'write'"));

        await api.GetAsync().IsRefusedAsync(403, "insufficient_scope");
        await api.GetAsync("write").IsFromServiceAsync();
        Assert.InRange(api.Clock.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        var after = await ConfigAsync(api);
        Assert.NotEqual(before.GetProperty("hash").GetString(), after.GetProperty("hash").GetString());
        Assert.Equal(1, after.GetProperty("changes").GetInt32());
        Assert.False(after.TryGetProperty("last_error", out _));
        Assert.Equal(api.Clock.GetUtcNow(), after.GetProperty("since").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_first_request_that_comes_in_the_middle_of_a_change_finds_whole_operations()
    {
        // In the middle: the new policy is known and YARP has not taken it up yet.
        var (found, middle) = (new List<Endpoint>(), new Middle());
        await using var gateway = Program.Build(new ServeOptions("http://127.0.0.1:0", "http://127.0.0.1:0", "Development"), Table("read"), null, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<IConfigChangeListener>(middle);
        });
        middle.Reached = () => found.AddRange(((IEndpointRouteBuilder)gateway).DataSources.SelectMany(source => source.Endpoints));

        Assert.Null(await gateway.Services.GetRequiredService<RoutesInForce>().ChangeAsync(Table("write")));

        var forwarding = found.Where(endpoint => endpoint.Metadata.GetMetadata<RouteModel>() is not null).ToList();
        Assert.NotEmpty(forwarding);
        Assert.All(forwarding, endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<Operation>()));
    }

    [Fact]
    public async Task Operations_come_and_go()
    {
        await using var api = await ReloadingApi.StartAsync("'GET /': 'read', 'GET /old': 'read'");
        await api.GetAsync(path: "/api/old").IsFromServiceAsync();
        await api.GetAsync(path: "/api/new").IsRefusedAsync(404, "not_found");
        await api.ChangeAsync(api.Text("'GET /': 'read', 'GET /new': 'read'"));
        await api.GetAsync(path: "/api/old").IsRefusedAsync(404, "not_found");
        await api.GetAsync(path: "/api/new").IsFromServiceAsync();
    }

    [Fact]
    public async Task A_bad_file_leaves_the_last_good_one_in_force_and_is_an_alarm_until_it_is_mended()
    {
        await using var api = await ReloadingApi.StartAsync();
        var good = await File.ReadAllTextAsync(api.File);
        var hash = (await ConfigAsync(api)).GetProperty("hash").GetString();

        await api.ChangeAsync(api.Text("'GET /': 'raed'"));
        await api.GetAsync().IsFromServiceAsync();
        var config = await ConfigAsync(api);
        Assert.Equal(hash, config.GetProperty("hash").GetString());
        Assert.Equal(1, config.GetProperty("refusals").GetInt32());
        Assert.Contains("unknown-scope \"raed\"", config.GetProperty("last_error").GetProperty("mistakes")[0].GetString(), StringComparison.Ordinal);
        var (ready, body) = await ReadyAsync(api);
        Assert.True(ready);
        Assert.Equal("degraded", body.GetProperty("status").GetString());
        Assert.Contains("unknown-scope", body.GetProperty("checks").GetProperty("routes").GetProperty("data").GetProperty("mistake").GetString(), StringComparison.Ordinal);
        Assert.Contains("is not usable", api.Gateway.Log.Text, StringComparison.Ordinal);

        await api.ChangeAsync(good);
        Assert.Equal("healthy", (await ReadyAsync(api)).Body.GetProperty("status").GetString());
        Assert.Equal(hash, (await ConfigAsync(api)).GetProperty("hash").GetString());
        Assert.False((await ConfigAsync(api)).TryGetProperty("last_error", out _));
    }

    [Fact]
    public async Task A_decision_s_record_names_the_policy_in_force_and_the_line_where_the_rule_stands_in_it()
    {
        await using var api = await ReloadingApi.StartAsync("'GET /': 'write'");
        await api.ChangeAsync("\n\n" + api.Text("'GET /': 'write'"));
        await api.GetAsync().IsRefusedAsync(403, "insufficient_scope");
        var decisions = await api.Gateway.Admin.GetFromJsonAsync<JsonElement>("/decisions?limit=1");
        var record = decisions.GetProperty("decisions")[0];
        Assert.EndsWith(":7", record.GetProperty("place").GetString(), StringComparison.Ordinal);
        Assert.Equal(api.Routes.Table.Hash[..12], record.GetProperty("policy").GetString());
    }

    [Fact]
    public async Task Metrics_say_which_policy_is_in_force_and_whether_the_file_is_it()
    {
        await using var api = await ReloadingApi.StartAsync();
        Assert.Equal(0, Measure(api, "gateway.config.refused"));
        await api.ChangeAsync("{");
        Assert.Equal((1, 1, 0), (Measure(api, "gateway.config.refused"), Measure(api, "gateway.config.refusals"), Measure(api, "gateway.config.changes")));
        await api.ChangeAsync(api.Text("'GET /': 'write'"));
        Assert.Equal((0, 1, 1), (Measure(api, "gateway.config.refused"), Measure(api, "gateway.config.refusals"), Measure(api, "gateway.config.changes")));
        Assert.Equal(1, Measure(api, "gateway.config.info", api.Routes.Table.Hash[..12]));
    }

    [Fact]
    public async Task Deleting_the_file_changes_nothing_but_the_alarm()
    {
        await using var api = await ReloadingApi.StartAsync();
        File.Delete(api.File);
        await api.LooksAsync(2);
        await api.GetAsync().IsFromServiceAsync();
        Assert.Contains("there is no such file", (await ConfigAsync(api)).GetProperty("last_error").ToString(), StringComparison.Ordinal);

        await api.ChangeAsync(api.Text("'GET /': 'write'"));
        await api.GetAsync("write").IsFromServiceAsync();
        Assert.False((await ConfigAsync(api)).TryGetProperty("last_error", out _));
    }

    [Fact]
    public async Task A_policy_that_the_proxy_refuses_leaves_the_one_before_in_force_and_the_next_is_taken()
    {
        await using var api = await ReloadingApi.StartAsync();
        var good = api.Routes.Table;
        var broken = good.Routes[0] with { RouteId = "broken", Match = new RouteMatch { Path = "/{" } };

        Assert.NotNull(await api.Routes.ChangeAsync(good with { Routes = [broken] }));
        Assert.Same(good, api.Routes.Table);
        await api.GetAsync().IsFromServiceAsync();

        await api.ChangeAsync(api.Text("'GET /': 'write'"));
        await api.GetAsync("write").IsFromServiceAsync();
        await api.GetAsync().IsRefusedAsync(403, "insufficient_scope");
    }

    [Fact]
    public async Task A_file_that_is_still_being_written_is_left_alone()
    {
        await using var api = await ReloadingApi.StartAsync();
        var next = api.Text("'GET /': 'write'");
        foreach (var length in Enumerable.Range(1, 20).Select(part => next.Length * part / 21))
        {
            api.Write(next[..length]);
            await api.LooksAsync(1);
        }

        Assert.Equal((0L, 0L), (api.Watch.Changes, api.Watch.Refusals));
        await api.ChangeAsync(next);
        await api.GetAsync("write").IsFromServiceAsync();
        Assert.Equal((1L, 0L), (api.Watch.Changes, api.Watch.Refusals));
    }

    [Fact]
    public async Task A_file_may_be_replaced_by_renaming_another_as_editors_do()
    {
        await using var api = await ReloadingApi.StartAsync();
        var other = Path.Combine(api.Folder, "appsettings.routes.json~");
        await File.WriteAllTextAsync(other, api.Text("'GET /': 'write'"));
        File.Move(other, api.File, overwrite: true);
        await api.LooksAsync(2);
        await api.GetAsync("write").IsFromServiceAsync();
    }

    [Fact]
    public async Task An_overlay_counts_when_it_appears_and_until_it_goes()
    {
        await using var api = await ReloadingApi.StartAsync();
        var overlay = Path.Combine(api.Folder, "appsettings.routes.Development.json");
        await File.WriteAllTextAsync(overlay, """{ "Apis": { "api": { "Operations": { "GET /": "write" } } } }""");
        await api.LooksAsync(2);
        await api.GetAsync().IsRefusedAsync(403, "insufficient_scope");

        File.Delete(overlay);
        await api.LooksAsync(2);
        await api.GetAsync().IsFromServiceAsync();
        Assert.Equal((2L, 0L), (api.Watch.Changes, api.Watch.Refusals));
    }

    [Fact]
    public async Task A_file_may_be_reached_through_links_that_are_swapped_as_a_ConfigMap_s_are()
    {
        await using var api = await ReloadingApi.StartAsync(beforeStart: api =>
        {
            Directory.CreateDirectory(Path.Combine(api.Folder, "..1"));
            File.Move(api.File, Path.Combine(api.Folder, "..1", "appsettings.routes.json"));
            Directory.CreateSymbolicLink(Path.Combine(api.Folder, "..data"), "..1");
            File.CreateSymbolicLink(api.File, Path.Combine("..data", "appsettings.routes.json"));
        });
        await api.GetAsync().IsFromServiceAsync();

        Directory.CreateDirectory(Path.Combine(api.Folder, "..2"));
        await File.WriteAllTextAsync(Path.Combine(api.Folder, "..2", "appsettings.routes.json"), api.Text("'GET /': 'write'"));
        Directory.CreateSymbolicLink(Path.Combine(api.Folder, "..data_tmp"), "..2");
        Directory.Delete(Path.Combine(api.Folder, "..data"));
        Directory.Move(Path.Combine(api.Folder, "..data_tmp"), Path.Combine(api.Folder, "..data"));
        await api.LooksAsync(2);
        await api.GetAsync("write").IsFromServiceAsync();
    }

    [Fact]
    public async Task A_request_in_flight_ends_under_the_policy_that_admitted_it()
    {
        await using var api = await ReloadingApi.StartAsync();
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        api.One.Answer = async context =>
        {
            arrived.SetResult();
            await release.Task;
            await context.Response.Body.WriteAsync("reached"u8.ToArray());
        };
        var call = api.GetAsync();
        await arrived.Task;

        await api.ChangeAsync(api.Text("'GET /other': 'read'", api.Two));
        await api.GetAsync().IsRefusedAsync(404, "not_found");
        release.SetResult();
        await call.IsFromServiceAsync();
        Assert.Empty(api.Two.Seen);
    }

    [Fact]
    public async Task A_service_whose_settings_did_not_change_keeps_its_connections()
    {
        await using var api = await ReloadingApi.StartAsync();
        var connections = new HashSet<string>();
        api.One.Answer = context =>
        {
            lock (connections)
            {
                connections.Add(context.Connection.Id);
            }

            return context.Response.Body.WriteAsync("reached"u8.ToArray()).AsTask();
        };
        await api.GetAsync().IsFromServiceAsync();
        await api.ChangeAsync(api.Text("'GET /': 'write', 'GET /more': 'read'"));
        await api.GetAsync("write").IsFromServiceAsync();
        Assert.Single(connections);
    }

    [Fact]
    public async Task The_policy_that_is_in_force_can_be_read_as_it_was_written()
    {
        await using var api = await ReloadingApi.StartAsync();
        var written = await File.ReadAllTextAsync(api.File);
        await api.ChangeAsync("{");
        var text = await api.Gateway.Admin.GetFromJsonAsync<JsonElement>("/config/text");
        Assert.Equal(written, text.GetProperty("files")[0].GetProperty("text").GetString());
        using var nobody = new HttpClient { BaseAddress = api.Gateway.Admin.BaseAddress };
        Assert.Equal(401, (int)(await nobody.GetAsync("/config/text")).StatusCode);
        Assert.Equal(401, (int)(await nobody.GetAsync("/config")).StatusCode);
    }

    private static RouteTable Table(string scope)
    {
        var text = $$"""
            {
              "Version": 1,
              "Issuers": { "main": { "Issuer": "http://127.0.0.1:1", "Audience": "api" } },
              "Scopes": { "read": "r", "write": "w" },
              "Apis": { "api": { "Prefix": "/api", "Upstream": "http://127.0.0.1:1", "Operations": { "GET /": "{{scope}}" } } }
            }
            """;
        return RouteTableReader.Read(RoutesFile.Name, Encoding.UTF8.GetBytes(text), new RoutesEnvironment("Development", _ => null)).Table!;
    }

    /// <summary>The value of an instrument of this gateway, of no other in the process; with a tag, if one is named.</summary>
    private static long? Measure(ReloadingApi api, string name, string? hash = null)
    {
        long? value = null;
        var meters = api.Gateway.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == name && instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, measured, tags, _) => value = hash is null || tags[0].Value as string == hash ? measured : value);
        listener.SetMeasurementEventCallback<long>((_, measured, _, _) => value = measured);
        listener.Start();
        listener.RecordObservableInstruments();
        return value;
    }

    private static Task<JsonElement> ConfigAsync(ReloadingApi api) => api.Gateway.Admin.GetFromJsonAsync<JsonElement>("/config");

    private static async Task<(bool Ready, JsonElement Body)> ReadyAsync(ReloadingApi api)
    {
        using var answer = await api.Gateway.Admin.GetAsync("/health/ready");
        return (answer.IsSuccessStatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private sealed class Middle : IConfigChangeListener
    {
        public Action Reached { get; set; } = () => { };

        public void ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs) => Reached();

        public void ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs)
        {
        }

        public void ConfigurationApplyingFailed(IReadOnlyList<IProxyConfig> proxyConfigs, Exception exception)
        {
        }

        public void ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception)
        {
        }
    }
}
