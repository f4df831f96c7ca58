namespace Gateway.IntegrationTests.Settings;

public sealed class UnknownSettingTests
{
    private const string Routes = "{ 'Version': 1, 'Apis': { 'a': { 'Prefix': '/a', 'Upstream': 'http://127.0.0.1:9', 'Operations': { 'GET /': { 'Public': true, 'Why': 'x' } } } } }";

    [Theory]
    [InlineData("Gateway:Admision:KeepUnderscoreHeaders", "Gateway:Admision: there is no such setting; did you mean \"Admission\"?")]
    [InlineData("Gateway:Admission:TrustedProxy", "Gateway:Admission:TrustedProxy: there is no such setting")]
    [InlineData("Gateway:Admission:RateLimit:Permit", "Gateway:Admission:RateLimit:Permit: there is no such setting; did you mean \"Permits\"?")]
    [InlineData("Gateway:PublicUri", "Gateway:PublicUri: there is no such setting; did you mean \"PublicUrl\"?")]
    public async Task A_name_that_does_not_exist_stops_the_start(string name, string message)
    {
        var refused = await Assert.ThrowsAsync<UnusableSettingException>(
            () => TestGateway.StartAsync(Routes, settings: new Dictionary<string, string?> { [name] = "1" }));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }
}
