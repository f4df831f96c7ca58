using System.Net.Sockets;

namespace Services;

/// <summary>
/// The command line: starts the named services, each on its own address, and stops them all when told to. Either every named service
/// listens or none does.
/// </summary>
internal sealed class ServiceHost(TextWriter output, TextWriter errors, Func<string, string?> environment, TimeProvider clock)
{
    private const int Stopped = 0;
    private const int CannotStart = 2;
    private const string GatewayVariable = "GATEWAY_URL";
    private const string DefaultGateway = "http://127.0.0.1:8080";

    public async Task<int> RunAsync(string[] args, CancellationToken stopping)
    {
        if (args.Any(arg => arg is "--help" or "-h" or "-?"))
        {
            await output.WriteLineAsync(Help());
            return Stopped;
        }

        if (Unknown(args) is { } unknown)
        {
            return await FailAsync($"'{unknown}' is not a sample service. There are: {Names()}.");
        }

        var chosen = args.Length == 0 ? SampleService.All : SampleService.All.Where(service => args.Contains(service.Name));
        var running = new List<WebApplication>();
        try
        {
            foreach (var service in chosen)
            {
                if (await StartAsync(service, running, stopping) is { } reason)
                {
                    return await FailAsync(reason);
                }
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The only way to end well: nothing but a signal stops the services.
        }
        finally
        {
            await Task.WhenAll(running.Select(StopAsync));
        }

        return Stopped;
    }

    /// <summary>Starts one service. Answers why it cannot listen, or null when it does.</summary>
    private async Task<string?> StartAsync(SampleService service, List<WebApplication> running, CancellationToken stopping)
    {
        var url = environment(service.UrlVariable) is { Length: > 0 } configured ? configured : service.DefaultUrl;
        if (!IsAddress(url))
        {
            return $"{service.UrlVariable} is '{url}', which is not an address to listen on. Write it like {service.DefaultUrl}.";
        }

        var gateway = environment(GatewayVariable) is { Length: > 0 } elsewhere ? elsewhere : DefaultGateway;
        if (!IsAddress(gateway))
        {
            return $"{GatewayVariable} is '{gateway}', which is not the address of a gateway. Write it like {DefaultGateway}.";
        }

        var app = service.Build(url, new Uri(gateway), clock);
        running.Add(app);
        try
        {
            await app.StartAsync(stopping);
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            var reason = (refused.InnerException ?? refused).Message.TrimEnd('.');
            return $"{service.Name} cannot listen on {url}: {reason}. Set {service.UrlVariable} to another address.";
        }

        await output.WriteLineAsync($"{service.Name} listening on {app.Urls.First().TrimEnd('/')}");
        return null;
    }

    private async Task<int> FailAsync(string reason)
    {
        await errors.WriteLineAsync($"error: {reason}");
        return CannotStart;
    }

    private static async Task StopAsync(WebApplication app)
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    // The gateway speaks plain HTTP to the samples, and what it forwards starts at the root.
    private static bool IsAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp && address.PathAndQuery == "/";

    private static string? Unknown(string[] args) =>
        args.FirstOrDefault(arg => SampleService.All.All(service => service.Name != arg));

    private static string Names() => string.Join(", ", SampleService.All.Select(service => service.Name));

    private static string Help() =>
        $"""
        The sample services behind the gateway, each on an address of its own.

        Usage: Services [NAME ...]      all of them when no NAME is given
               Services --help

        NAME          listens on, unless the variable says otherwise
        {string.Join('\n', SampleService.All.Select(s => $"{s.Name,-12}  {s.DefaultUrl}  {s.UrlVariable}"))}

        They believe the gateway at {GatewayVariable} ({DefaultGateway} unless it says otherwise) about who calls, and nobody else.
        Each also answers GET /openapi/v1.json and GET /healthz. Ctrl-C stops them.
        """;
}
