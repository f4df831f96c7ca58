namespace Gateway.BrowserTests;

/// <summary>One Chromium for all tests, started with the first; each test has a context of its own, as if nobody had been there before.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // As root, in a container, and without the browser's own calls home.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task<Visit> VisitAsync(ColorScheme colors = ColorScheme.Light, int width = 1280)
    {
        Prerequisites.Require();
        playwright ??= await Playwright.CreateAsync();
        browser ??= await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Prerequisites.Chromium, Args = Arguments });
        var context = await browser.NewContextAsync(new() { ColorScheme = colors, ViewportSize = new() { Width = width, Height = 800 } });
        return await Visit.OfAsync(context);
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
    }
}
