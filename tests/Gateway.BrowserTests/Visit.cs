using System.Collections.Concurrent;
using System.Text.Json;

namespace Gateway.BrowserTests;

/// <summary>A browser without a past, one page in it, and what it had to complain about: a policy that was broken, a script that failed.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly ConcurrentQueue<string> addresses = new();

    private Visit(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        context.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                complaints.Enqueue(message.Text);
            }
        };
        context.WebError += (_, error) => complaints.Enqueue(error.Error);
        context.Request += (_, request) => addresses.Enqueue(request.Url);
    }

    public IPage Page { get; }

    public IReadOnlyCollection<string> Complaints => complaints;

    /// <summary>Every address that anything in this browser has asked for.</summary>
    public IReadOnlyCollection<string> Addresses => addresses;

    internal static async Task<Visit> OfAsync(IBrowserContext context) => new(context, await context.NewPageAsync());

    /// <summary>Nothing that axe calls serious or critical, by the rules of WCAG 2.2 AA and its best practices.</summary>
    public async Task IsAccessibleAsync(IPage? page = null)
    {
        page ??= Page;

        // By the debugger, which the page's Content-Security-Policy does not bind.
        await page.EvaluateAsync(await File.ReadAllTextAsync(Prerequisites.Axe));
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run()).violations");
        var serious = found.EnumerateArray()
            .Where(violation => violation.GetProperty("impact").GetString() is "serious" or "critical")
            .Select(violation => $"{violation.GetProperty("id")}: {violation.GetProperty("help")}\n"
                + string.Join('\n', violation.GetProperty("nodes").EnumerateArray().Take(6)
                    .Select(node => $"  {node.GetProperty("target")} {node.GetProperty("html")}\n    {node.GetProperty("failureSummary")}")));
        Assert.True(!serious.Any(), $"{page.Url}\n{string.Join('\n', serious)}");
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
