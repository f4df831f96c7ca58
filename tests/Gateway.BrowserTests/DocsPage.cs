namespace Gateway.BrowserTests;

/// <summary>What a visitor of <c>/docs</c> does.</summary>
internal sealed class DocsPage(Visit visit, SampleApi api)
{
    public IPage Page => visit.Page;

    public static async Task<DocsPage> OpenAsync(Visit visit, SampleApi api)
    {
        await visit.Page.GotoAsync(api.Gateway + "/docs");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Authorize" }).First.WaitForAsync();
        return new(visit, api);
    }

    public ILocator Operation(string method, string path) => Page.Locator($".opblock-{method}").Filter(
        new() { Has = Page.Locator($".opblock-summary-path[data-path=\"{path}\"]") });

    public async Task OpenLogInAsync()
    {
        await Page.Locator(".auth-wrapper .btn.authorize").ClickAsync();
        await Page.Locator(".auth-container").First.WaitForAsync();
    }

    /// <summary>In the window that opens; until the page says who it is.</summary>
    public async Task LogInAsync(string person, params string[] scopes)
    {
        await OpenLogInAsync();
        var flow = Page.Locator(".auth-container").Filter(new() { HasText = "authorizationCode" });
        foreach (var scope in scopes)
        {
            await flow.Locator($"input[data-value=\"{scope}\"] + label, label:has(input[data-value=\"{scope}\"])").First.ClickAsync();
        }

        var popup = await Page.RunAndWaitForPopupAsync(() => flow.Locator("button.authorize").ClickAsync());
        await popup.GetByLabel("User name").FillAsync(person);
        await popup.GetByLabel("Password").FillAsync(person + "-password");
        await popup.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await popup.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        await Page.GetByRole(AriaRole.Heading, new() { Name = $"Signed in as {person}" }).WaitForAsync();
        Assert.StartsWith(api.Authority, visit.Addresses.First(address => address.Contains("/authorize", StringComparison.Ordinal)), StringComparison.Ordinal);
        await Page.Locator(".modal-ux .btn-done").First.ClickAsync();
    }

    /// <summary>The answer's status as the page shows it.</summary>
    public static async Task<string> CallAsync(ILocator operation)
    {
        await operation.Locator(".execute").ClickAsync();
        var status = operation.Locator(".live-responses-table .response-col_status").Last;
        await status.WaitForAsync();
        return (await status.InnerTextAsync()).Trim();
    }
}
