using System.Diagnostics.Metrics;
using Gateway.Observability;
using Gateway.Observability.Decisions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.UnitTests.Observability;

public sealed class DecisionFileTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose() => services.Dispose();

    [Theory]
    [InlineData(0.01, 800, 1_200)]
    [InlineData(0.5, 49_000, 51_000)]
    [InlineData(1, 100_000, 100_000)]
    public void Of_the_allowed_requests_the_share_is_drawn_that_was_asked_for(double share, int least, int most)
    {
        using var file = With(share);
        Assert.InRange(Enumerable.Range(0, 100_000).Count(_ => file.IsSample()), least, most);
    }

    [Fact]
    public void Requests_that_take_turns_are_drawn_alike()
    {
        using var file = With(0.5);
        Assert.InRange(Enumerable.Range(0, 100_000).Count(number => file.IsSample() && number % 2 == 0), 24_000, 26_000);
    }

    [Fact]
    public void None_is_drawn_where_none_was_asked_for()
    {
        using var file = With(0);
        Assert.False(file.SamplesAllowed);
    }

    private DecisionFile With(double share) => new(
        new DecisionLogOptions { File = "-", SampleAllowed = share },
        new GatewayMetrics(services.GetRequiredService<IMeterFactory>()),
        TimeProvider.System,
        NullLogger<DecisionFile>.Instance);
}
