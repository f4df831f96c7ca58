using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Routes;
using Gateway.Testing.Policies;

namespace Gateway.Benchmarks;

/// <summary>
/// What a large routes file takes: to be read, checked and compiled, and then until routing is built and has looked for one request. In
/// processor time of the whole process, so that it does not matter what else the machine does; nobody waits longer for it on an idle one.
/// </summary>
internal static class PolicyLoad
{
    private const int Runs = 9;

    public static async Task<int> RunAsync(int operations, TextWriter output)
    {
        var (one, many) = (PolicyText.Of(LargePolicy.Of(operations, apis: 1)), PolicyText.Of(LargePolicy.Of(operations, apis: operations / 20)));
        output.WriteLine($"{operations.ToString("N0", CultureInfo.InvariantCulture)} operations, processor time, median of {Runs} runs:");
        output.WriteLine();
        output.WriteLine("| file | KB | read, checked, compiled: ms | routing built: ms |");
        output.WriteLine("| --- | ---: | ---: | ---: |");
        await ReportAsync("one API", one);
        await ReportAsync("one API, written in one line", JsonNode.Parse(one)!.ToJsonString());
        await ReportAsync("one API, every path begins with a parameter", PolicyText.Of(LargePolicy.Of(operations, apis: 1, tenants: true)));
        await ReportAsync("20 operations to an API", many);
        return 0;

        async Task ReportAsync(string name, string text)
        {
            var content = Encoding.UTF8.GetBytes(text);
            var (reading, routing) = (new List<double>(), new List<double>());
            for (var run = 0; run < Runs; run++)
            {
                var start = Environment.CpuUsage.TotalTime;
                var table = RouteTableReader.Read("routes.json", content, new RoutesEnvironment("Development", _ => null)).Table!;
                var read = Environment.CpuUsage.TotalTime;
                reading.Add((read - start).TotalMilliseconds);

                using var matcher = new RequestMatcher(table);
                await matcher.MatchAsync("GET", "/");
                routing.Add((Environment.CpuUsage.TotalTime - read).TotalMilliseconds);
            }

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {content.Length / 1e3:N0} | {Median(reading):N0} | {Median(routing):N0} |"));
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
