namespace Gateway.BrowserTests;

/// <summary>A newcomer at <c>/docs</c>: logs in at the development authority, chooses scopes, consents, calls.</summary>
[Collection(PagesCollection.Name)]
public sealed class DocsPageTests(Chromium chromium, SampleApi api)
{
    [SkippableFact]
    public async Task Logged_in_with_the_scope_a_call_is_200_and_without_it_the_403_is_explained()
    {
        await using var visit = await chromium.VisitAsync();
        var docs = await DocsPage.OpenAsync(visit, api);
        await docs.LogInAsync("alice", "read:timesheets");
        await visit.IsAccessibleAsync();

        var list = docs.Operation("get", "/timesheets");
        await list.Locator(".opblock-summary-control").ClickAsync();
        Assert.Equal("200", await DocsPage.CallAsync(list));
        Assert.Contains("reached", await list.Locator(".live-responses-table").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await list.Locator(".explained").CountAsync());
        await visit.IsAccessibleAsync();

        var delete = docs.Operation("delete", "/timesheets/{id}");
        await delete.Locator(".opblock-summary-control").ClickAsync();
        await delete.GetByPlaceholder("id").FillAsync("1");
        Assert.StartsWith("403", await DocsPage.CallAsync(delete), StringComparison.Ordinal);
        var answer = await delete.Locator(".live-responses-table").InnerTextAsync();
        Assert.Contains("The token lacks delete:timesheets", answer, StringComparison.Ordinal);
        await visit.IsAccessibleAsync();

        var explanation = await visit.Page.RunAndWaitForPopupAsync(
            () => delete.GetByRole(AriaRole.Link, new() { Name = "What insufficient_scope means, and what to do" }).ClickAsync());
        Assert.Contains("Ask the authorization server for the scopes", await explanation.InnerTextAsync("main"), StringComparison.Ordinal);

        string[] known = [api.Gateway, api.Authority];
        Assert.All(visit.Addresses, address => Assert.Contains(known, address.StartsWith));
        Assert.DoesNotContain(visit.Complaints, complaint => !complaint.Contains("status of 403", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task The_page_and_its_dialog_are_accessible_and_keep_their_policy()
    {
        await using var visit = await chromium.VisitAsync();
        var docs = await DocsPage.OpenAsync(visit, api);
        await visit.IsAccessibleAsync();

        foreach (var operation in await visit.Page.Locator(".opblock-summary-control").AllAsync())
        {
            await operation.ClickAsync();
        }

        await visit.IsAccessibleAsync();
        await docs.OpenLogInAsync();
        await visit.IsAccessibleAsync();
        Assert.Empty(visit.Complaints);
    }
}
