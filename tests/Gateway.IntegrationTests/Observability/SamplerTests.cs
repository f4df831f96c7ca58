namespace Gateway.IntegrationTests.Observability;

/// <summary>How many requests have spans. Alone: a span that another test's gateway wants is there for all.</summary>
[Collection(AloneCollection.Name)]
public sealed class SamplerTests
{
    [Fact]
    public async Task The_standard_variable_chooses_how_many_there_are()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var settings = collector.Settings;
        settings["OTEL_TRACES_SAMPLER"] = "always_off";
        await using var api = await Api.StartAsync("'GET /unsampled': 'read'", settings: settings);
        await api.Gateway.GetAsync("/api/unsampled", api.Issuer.Token("read")).IsFromServiceAsync();
        await collector.UntilReceivedAsync("metrics", "/unsampled");
        await api.Gateway.StopAsync();
        Assert.Empty(collector.Spans("/unsampled"));
    }
}
