using System.Diagnostics;
using System.Globalization;
using Gateway.Authentication;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using RoutesInForce = Gateway.Routes.RoutesInForce;

namespace Gateway.Benchmarks;

/// <summary>
/// What a flood of tokens that are each seen once costs in memory: real tokens, signed one by one and verified by the gateway's own handler.
/// Flat after the remembered tokens have reached their bounds is good; a line that goes on rising is a leak.
/// </summary>
internal static class TokenMemory
{
    private const int Rows = 20;

    public static async Task<int> RunAsync(int tokens, TextWriter output)
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        var verifier = api.Gateway.Services.GetRequiredService<AccessTokens>();
        var issuers = api.Gateway.Services.GetRequiredService<RoutesInForce>().Table.Issuers;
        var remembered = api.Gateway.Services.GetRequiredService<VerifiedTokens>();

        output.WriteLine("| tokens | remembered | estimated MB | live heap MB | resident MB | seconds |");
        output.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: |");
        var clock = Stopwatch.StartNew();
        Report(0);
        for (var done = 1; done <= tokens; done++)
        {
            var result = await verifier.VerifyAsync(api.Issuer.Token("read").AsMemory(), issuers);
            if (!result.Accepted)
            {
                output.WriteLine($"Token {done} was refused: {result.Refused.Reason}");
                return 1;
            }

            if (done % Math.Max(1, tokens / Rows) == 0)
            {
                Report(done);
            }
        }

        return 0;

        void Report(int done) => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {done:N0} | {remembered.Count:N0} | {remembered.Bytes / 1e6:N0} | {GC.GetTotalMemory(forceFullCollection: true) / 1e6:N0} | {Environment.WorkingSet / 1e6:N0} | {clock.Elapsed.TotalSeconds:N0} |"));
    }
}
