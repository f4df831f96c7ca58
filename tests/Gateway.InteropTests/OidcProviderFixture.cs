namespace Gateway.InteropTests;

/// <summary>The server for one class of tests, with one key for each algorithm.</summary>
public sealed class OidcProviderFixture : IAsyncLifetime
{
    private OidcProvider? running;

    /// <summary>A test that asks for it is skipped, or fails, where it cannot run.</summary>
    public OidcProvider Provider
    {
        get
        {
            Prerequisites.OidcProvider.Require();
            return running!;
        }
    }

    public async Task InitializeAsync()
    {
        if (Prerequisites.OidcProvider.Missing is null)
        {
            running = await OidcProvider.StartAsync(TestIssuer.NewEcKey(), TestIssuer.NewRsaKey());
        }
    }

    public async Task DisposeAsync()
    {
        if (running is not null)
        {
            await running.DisposeAsync();
        }
    }
}
