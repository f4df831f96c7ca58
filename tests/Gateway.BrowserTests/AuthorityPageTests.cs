namespace Gateway.BrowserTests;

/// <summary>The development authority's pages: each is accessible, and its policy lets them work.</summary>
[Collection(PagesCollection.Name)]
public sealed class AuthorityPageTests(Chromium chromium, SampleApi api)
{
    private string SignIn =>
        $"{api.Authority}/authorize?response_type=code&client_id=mytodos&redirect_uri=http%3A%2F%2F127.0.0.1%3A7006%2Fcallback&scope=read%3Atasks"
        + "&audience=https%3A%2F%2Fapi.example.com&state=s&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

    [SkippableFact]
    public async Task Home_is_accessible()
    {
        await using var visit = await chromium.VisitAsync();
        await visit.Page.GotoAsync(api.Authority);
        await visit.IsAccessibleAsync();
        Assert.Empty(visit.Complaints);
    }

    [SkippableFact]
    public async Task An_error_is_accessible()
    {
        await using var visit = await chromium.VisitAsync();
        await visit.Page.GotoAsync(api.Authority + "/authorize?client_id=nobody");
        Assert.Equal("This cannot go on", await visit.Page.GetByRole(AriaRole.Heading).InnerTextAsync());
        await visit.IsAccessibleAsync();
    }

    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task Sign_in_a_wrong_password_the_code_and_consent_are_accessible(int width)
    {
        await using var visit = await chromium.VisitAsync(width: width);
        var page = visit.Page;
        await page.GotoAsync(SignIn + "&acr_values=urn%3Aexample%3Amfa");
        await visit.IsAccessibleAsync();

        await SignInAsync(page, "ana", "wrong");
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await visit.IsAccessibleAsync();

        await SignInAsync(page, "ana", "ana-password");
        await page.GetByLabel("One-time code").FillAsync("999999");
        await visit.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await visit.IsAccessibleAsync();

        await page.GetByLabel("One-time code").FillAsync("000000");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).WaitForAsync();
        await visit.IsAccessibleAsync();

        await page.GotoAsync(api.Authority);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).WaitForAsync();
        await visit.IsAccessibleAsync();
    }

    private static async Task SignInAsync(IPage page, string name, string password)
    {
        await page.GetByLabel("User name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
