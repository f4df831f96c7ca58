using System.Diagnostics;

namespace Stack.Run;

/// <summary>Authorization server, services and gateway, each its own process on its own sockets. Disposing ends them all.</summary>
internal sealed class RunningStack : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<ChildProcess> children = [];

    private RunningStack()
    {
    }

    public static async Task<RunningStack> StartAsync(Addresses addresses, CancellationToken cancellation)
    {
        var stack = new RunningStack();
        try
        {
            stack.children.Add(ChildProcess.Start("authority", "sample-services/DevAuthority", [], addresses.Variables));
            stack.children.Add(ChildProcess.Start("services", "sample-services/Services", [], addresses.Variables));
            stack.children.Add(ChildProcess.Start(
                "gateway",
                "gateway/Gateway",
                ["--urls", Addresses.Text(addresses.Gateway), "--admin", Addresses.Text(addresses.Admin)],
                [.. addresses.Variables, ("Gateway__Docs__ClientId", "docs")]));

            await stack.UntilAnswersAsync(new Uri(addresses.Authority, "/healthz"), cancellation);
            foreach (var service in addresses.Services.Values)
            {
                await stack.UntilAnswersAsync(new Uri(service, "/healthz"), cancellation);
            }

            await stack.UntilAnswersAsync(new Uri(addresses.Admin, "/health/ready"), cancellation);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    public void ShowGatewayLog(TextWriter output) => children.Single(child => child.Name == "gateway").ShowOn(output);

    /// <summary>Returns only if something goes wrong: none of them ends by itself.</summary>
    public async Task WaitUntilOneEndsAsync(CancellationToken cancellation)
    {
        await await Task.WhenAny(children.Select(child => child.WaitForEndAsync(cancellation)));
        ThrowIfOneEnded();
    }

    public ValueTask DisposeAsync()
    {
        Parallel.ForEach(children, child => child.Dispose());
        return ValueTask.CompletedTask;
    }

    /// <summary>Asks until the answer is 200; a part that has ended, or takes too long, is told with what it printed.</summary>
    private async Task UntilAnswersAsync(Uri address, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(address, cancellation);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException || (notYet is TaskCanceledException && !cancellation.IsCancellationRequested))
            {
                // It is still starting.
            }

            ThrowIfOneEnded();
            if (waited.Elapsed > Patience)
            {
                throw new CannotStartException($"{address} did not answer within {Patience.TotalSeconds:0} s.\n{Everything()}");
            }

            await Task.Delay(50, cancellation);
        }
    }

    private void ThrowIfOneEnded()
    {
        if (children.Find(child => child.HasEnded) is { } ended)
        {
            throw new CannotStartException($"{ended.Name} has ended:\n{ended.Printed}");
        }
    }

    private string Everything() => string.Join('\n', children.Select(child => $"--- {child.Name}\n{child.Printed}"));
}
