namespace Gateway.IntegrationTests.DevAuthority;

public sealed class KeyRotationTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    [Fact]
    public async Task After_a_rotation_old_tokens_verify_and_new_tokens_name_a_new_key()
    {
        var before = (await authority.MachineAsync("payroll")).AccessToken!;
        await authority.PostAsync("/dev/rotate-keys");
        var after = (await authority.MachineAsync("payroll")).AccessToken!;

        var old = await authority.VerifyAsync(before);
        var fresh = await authority.VerifyAsync(after);
        Assert.True(old.IsValid);
        Assert.True(fresh.IsValid);
        Assert.NotEqual(old.SecurityToken.SigningKey.KeyId, fresh.SecurityToken.SigningKey.KeyId);
        Assert.True(await authority.IsActiveAsync(before));
    }

    [Fact]
    public async Task After_a_second_rotation_the_first_keys_are_gone()
    {
        var token = (await authority.MachineAsync("payroll")).AccessToken!;
        await authority.PostAsync("/dev/rotate-keys");
        await authority.PostAsync("/dev/rotate-keys");

        Assert.False((await authority.VerifyAsync(token)).IsValid);
        Assert.False(await authority.IsActiveAsync(token));
    }

    [Fact]
    public async Task Dropping_forgets_the_old_keys_at_once()
    {
        var token = (await authority.MachineAsync("payroll")).AccessToken!;
        await authority.PostAsync("/dev/rotate-keys?drop=true");

        Assert.False((await authority.VerifyAsync(token)).IsValid);
        Assert.False(await authority.IsActiveAsync(token));
    }
}
