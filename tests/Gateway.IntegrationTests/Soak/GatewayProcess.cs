using System.Diagnostics;
using System.Text.RegularExpressions;
using Gateway.IntegrationTests.Tools;

namespace Gateway.IntegrationTests.Soak;

/// <summary>The gateway as a process of its own, whose memory is nobody else's.</summary>
internal sealed partial class GatewayProcess : IDisposable
{
    private const double Mebi = 1024 * 1024;

    private static readonly Dictionary<string, string> Development = new() { ["ASPNETCORE_ENVIRONMENT"] = "Development" };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");
    private readonly RunningProgram program;

    private GatewayProcess(string routes, IReadOnlyDictionary<string, string>? environment)
    {
        Write(routes);
        program = RunningProgram.Start(
            "gateway/Gateway",
            ["--urls", "http://127.0.0.1:0", "--admin", "http://127.0.0.1:0"],
            folder.FullName,
            new Dictionary<string, string>(environment ?? Development) { ["Gateway__Forwarding__ConnectTimeout"] = "1m" });
    }

    public HttpClient Client { get; private set; } = null!;

    /// <summary>In MiB: what it has in memory now.</summary>
    public double Memory => Measure(process => process.WorkingSet64);

    /// <summary>In MiB: the most that it has ever had.</summary>
    public double MostMemory => Measure(process => process.PeakWorkingSet64);

    /// <param name="environment">Null: Development.</param>
    public static async Task<GatewayProcess> StartAsync(string routes, IReadOnlyDictionary<string, string>? environment = null)
    {
        var gateway = new GatewayProcess(routes, environment);
        await gateway.program.UntilPrintedAsync("Serving ");
        gateway.Client = new HttpClient { BaseAddress = new Uri(Address().Match(gateway.program.Output).Groups["url"].Value), Timeout = TimeSpan.FromMinutes(10) };
        return gateway;
    }

    /// <summary>The routes file; single quotes will do.</summary>
    public void Write(string routes) => File.WriteAllText(Path.Combine(folder.FullName, "appsettings.routes.json"), routes.Replace('\'', '"'));

    public void Dispose()
    {
        Client?.Dispose();
        program.Dispose();
        folder.Delete(recursive: true);
    }

    private double Measure(Func<Process, long> bytes)
    {
        using var process = Process.GetProcessById(program.Id);
        return bytes(process) / Mebi;
    }

    [GeneratedRegex(@" on (?<url>http://[^;,\s]+); admin")]
    private static partial Regex Address();
}
