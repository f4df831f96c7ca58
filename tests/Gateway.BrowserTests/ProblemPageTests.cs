namespace Gateway.BrowserTests;

/// <summary>The gateway's pages about refusals, as a person sees them.</summary>
[Collection(PagesCollection.Name)]
public sealed class ProblemPageTests(Chromium chromium, SampleApi api)
{
    private const string Path = "/.well-known/gateway/problems";

    [SkippableTheory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 320)]
    public async Task Each_of_them_is_accessible_in_light_in_dark_and_on_a_phone(ColorScheme colors, int width)
    {
        await using var visit = await chromium.VisitAsync(colors, width);
        await visit.Page.GotoAsync(api.Gateway + Path);
        await visit.IsAccessibleAsync();
        await FitsAsync(visit.Page);
        var pages = await visit.Page.Locator("dt a").EvaluateAllAsync<string[]>("links => links.map(link => link.href)");
        Assert.True(pages.Length > 10, $"{pages.Length} pages");

        // They are of one template: all of them once, and elsewhere the one with most on it.
        foreach (var page in colors == ColorScheme.Light && width > 320 ? pages : pages.Where(page => page.EndsWith("/invalid_token", StringComparison.Ordinal)))
        {
            await visit.Page.GotoAsync(page);
            await visit.IsAccessibleAsync();
            await FitsAsync(visit.Page);
        }

        Assert.Empty(visit.Complaints);
        Assert.All(visit.Addresses, address => Assert.StartsWith(api.Gateway, address, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Its_style_is_applied_under_its_own_policy()
    {
        await using var visit = await chromium.VisitAsync(ColorScheme.Dark);
        await visit.Page.GotoAsync(api.Gateway + Path);
        Assert.Equal("rgb(22, 24, 27)", await visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "insufficient_scope" }).ClickAsync();
        Assert.Equal(
            "This call needs a scope that the token does not have", await visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
    }

    /// <summary>WCAG 2.2, 1.4.10: at 320 pixels nothing has to be scrolled sideways.</summary>
    private static async Task FitsAsync(IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), page.Url);
}
