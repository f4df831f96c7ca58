using System.Diagnostics.Metrics;
using Gateway.Authorization;
using Gateway.Authorization.Shadow;
using Gateway.Observability;
using Gateway.Routes;
using Gateway.Testing;
using Gateway.UnitTests.Routes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.UnitTests.Authorization.Shadow;

public sealed class ShadowWatchTests
{
    private static readonly RouteTable Table = RoutesFiles.Compile(RoutesFiles.WithOperations("\"GET /\": \"read\""));

    [Fact]
    public void A_candidate_that_cannot_be_evaluated_is_logged_and_disturbs_nobody()
    {
        var decisions = new DecisionLog(Table.InForce());
        using var log = new RecordedLog();
        using var services = new ServiceCollection().AddMetrics().AddLogging(logging => logging.AddProvider(log)).BuildServiceProvider();
        var watch = new ShadowWatch(
            new ShadowTally(TimeProvider.System),
            decisions,
            new GatewayMetrics(services.GetRequiredService<IMeterFactory>()),
            services.GetRequiredService<ILogger<ShadowWatch>>());
        var broken = Table.Operations[0] with { Candidate = new Candidate(Requirement.Token.Any with { Clients = default }, default) };

        watch.Try(broken, Tokens.Of(Table, "read"), DateTimeOffset.UnixEpoch, "request");

        Assert.Contains("The candidate of a GET / could not be tried", log.Text, StringComparison.Ordinal);
        Assert.Empty(decisions.Latest());
    }
}
