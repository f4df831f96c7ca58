using System.ComponentModel;
using System.Text;
using BenchmarkDotNet.Attributes;
using Gateway.Routes;
using Gateway.Testing.Policies;

namespace Gateway.Benchmarks.Micro;

/// <summary>Which operation a request is, by the same routing that the gateway serves with, in small and large policies.</summary>
[Description("Finding the operation")]
public class RoutingCost : IDisposable
{
    private const string Path = "/api-0/things-0/17/files/report.pdf";

    private RequestMatcher matcher = null!;

    [GlobalSetup(Target = nameof(Ten))]
    public Task ReadTenAsync() => ReadAsync(operations: 10, apis: 1);

    [GlobalSetup(Target = nameof(Thousand))]
    public Task ReadThousandAsync() => ReadAsync(operations: 1_000, apis: 50);

    [GlobalSetup(Targets = [nameof(TenThousand), nameof(NoneOfTenThousand)])]
    public Task ReadTenThousandAsync() => ReadAsync(operations: 10_000, apis: 500);

    [Benchmark(Baseline = true, Description = "of 10")]
    public Task<bool> Ten() => FindsAsync(Path);

    [Benchmark(Description = "of 1,000")]
    public Task<bool> Thousand() => FindsAsync(Path);

    [Benchmark(Description = "of 10,000")]
    public Task<bool> TenThousand() => FindsAsync(Path);

    [Benchmark(Description = "none of 10,000")]
    public Task<bool> NoneOfTenThousand() => FindsAsync("/api-0/nothings/17/files/report.pdf");

    [GlobalCleanup]
    public void Dispose()
    {
        matcher.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task ReadAsync(int operations, int apis)
    {
        var text = Encoding.UTF8.GetBytes(PolicyText.Of(LargePolicy.Of(operations, apis)));
        matcher = new RequestMatcher(RouteTableReader.Read("routes.json", text, new RoutesEnvironment("Development", _ => null)).Table!);
        if (!await FindsAsync(Path))
        {
            throw new InvalidOperationException($"{Path} is no operation.");
        }
    }

    private async Task<bool> FindsAsync(string path) => await matcher.MatchAsync("GET", path) is RequestMatch.Found;
}
