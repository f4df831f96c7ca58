using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Gateway.IntegrationTests.Observability;

/// <summary>
/// No token leaves by what the gateway says about itself. Every test's gateway is looked through when it ends (<see cref="TestGateway"/>); here are
/// spans and measurements as they are in the process, before anything is taken out of them, and that the search finds something. Alone: who listens to all sources changes the spans of all.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class SecretScanTests
{
    [Fact]
    public async Task A_token_in_the_log_fails_the_test_whose_gateway_logged_it()
    {
        var api = await Api.StartAsync("'GET /': 'read'");
        var logger = api.Gateway.LoggerOf("Gateway.Test");
#pragma warning disable CA1848, CA2254 // what must not be done
        logger.LogInformation("Seen: " + api.Issuer.Token("read").Split('.')[2]);
#pragma warning restore CA1848, CA2254
        var found = await Assert.ThrowsAsync<InvalidOperationException>(async () => await api.DisposeAsync());
        Assert.Contains("a secret in the log", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_search_finds_any_part_of_a_token_and_the_admin_token_wherever_they_stand()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        var parts = api.Issuer.Token("read").Split('.');
        Assert.NotNull(IssuedSecrets.FirstIn($"x={parts[1]}"));
        Assert.NotNull(IssuedSecrets.FirstIn($"in one word{parts[2]}with others"));
        Assert.NotNull(IssuedSecrets.FirstIn(parts[2][..30]));
        Assert.NotNull(IssuedSecrets.FirstIn(api.Gateway.AdminToken));
        Assert.Null(IssuedSecrets.FirstIn(new string('-', 500)));
    }

    [Fact]
    public async Task Spans_and_measurements_have_none_even_before_anything_is_taken_out_of_them()
    {
        var said = new ConcurrentQueue<string>();
        using var spans = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => said.Enqueue(
                $"{span.DisplayName} {span.StatusDescription} {Text(span.TagObjects)} {Text(span.Events.SelectMany(one => one.Tags))}"),
        };
        ActivitySource.AddActivityListener(spans);
        using var measurements = new MeterListener { InstrumentPublished = (instrument, self) => self.EnableMeasurementEvents(instrument) };
        measurements.SetMeasurementEventCallback<long>((instrument, _, tags, _) => said.Enqueue($"{instrument.Name} {Text(tags.ToArray())}"));
        measurements.SetMeasurementEventCallback<double>((instrument, _, tags, _) => said.Enqueue($"{instrument.Name} {Text(tags.ToArray())}"));
        measurements.Start();

        await using (var api = await Api.StartAsync("'GET /{id}': 'read'"))
        {
            var token = api.Issuer.Token("read");
            await api.Gateway.GetAsync("/api/1", token).IsFromServiceAsync();
            await api.Gateway.GetAsync("/api/1", token).IsFromServiceAsync();
            await api.Gateway.GetAsync("/api/1", token[..^2]).IsRefusedAsync(401, "invalid_token");
            await api.Gateway.GetAsync("/api/1", api.Issuer.Token("audit")).IsRefusedAsync(403, "insufficient_scope");
            await api.Gateway.GetAsync($"/api/1?access_token={token}").IsRefusedAsync(400, "invalid_request");
            await api.Gateway.GetAsync("/api/1", token, request => request.Headers.Add("DPoP", token)).IsFromServiceAsync();
        }

        measurements.RecordObservableInstruments();
        Assert.Contains(said, line => line.StartsWith("GET /api/{id}", StringComparison.Ordinal));
        Assert.Contains(said, line => line.StartsWith("gateway.decisions", StringComparison.Ordinal));
        IssuedSecrets.RequireNoneIn(string.Join('\n', said), "spans and measurements");
    }

    private static string Text(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"));
}
