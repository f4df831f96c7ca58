using Xunit.Sdk;

namespace Gateway.BrowserTests;

/// <summary>What looks for faults finds them.</summary>
[Collection(PagesCollection.Name)]
public sealed class VisitTests(Chromium chromium, SampleApi api)
{
    [SkippableFact]
    public async Task A_page_with_a_serious_fault_is_found()
    {
        await using var visit = await chromium.VisitAsync();
        await visit.Page.SetContentAsync("<html lang='en'><title>t</title><main><h1>h</h1><input></main></html>");
        var found = await Assert.ThrowsAsync<TrueException>(() => visit.IsAccessibleAsync());
        Assert.Contains("label: Form elements must have labels", found.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_a_policy_forbids_is_complained_about()
    {
        await using var visit = await chromium.VisitAsync();
        await visit.Page.GotoAsync(api.Authority);
        await visit.Page.EvaluateAsync("document.body.append(Object.assign(document.createElement('script'), { text: 'hacked = 1' }))");
        await visit.Page.GotoAsync(api.Authority);
        Assert.Contains("Content Security Policy", Assert.Single(visit.Complaints), StringComparison.Ordinal);
    }
}
