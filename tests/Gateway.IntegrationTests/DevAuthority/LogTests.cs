namespace Gateway.IntegrationTests.DevAuthority;

public sealed class LogTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    [Fact]
    public async Task What_is_issued_or_refused_is_one_line_each_and_no_line_holds_a_token_code_password_or_secret()
    {
        var code = await authority.CodeAsync("ana", "calendar-app", "read:calendar offline_access");
        var tokens = await authority.RedeemAsync("calendar-app", code);
        await authority.MachineAsync("payroll", "no:such");
        await authority.PostAsync("/oauth/token", ("grant_type", "refresh_token"), ("client_id", "from a stranger"));

        Assert.Single(authority.Log.All, line => line.StartsWith("Information: Issued", StringComparison.Ordinal)
            && line.Contains("client calendar-app, subject ana", StringComparison.Ordinal));
        Assert.Single(authority.Log.All, line => line.Contains("client payroll, invalid_scope", StringComparison.Ordinal));
        string[] sent = ["ana-password", "calendar-app-secret", "payroll-secret", "from a stranger", "no:such"];
        string[] secrets = [code, tokens.AccessToken!, tokens.RefreshToken!, .. sent];
        Assert.All(authority.Log.All, line => Assert.DoesNotContain(secrets, secret => line.Contains(secret, StringComparison.Ordinal)));
    }
}
