namespace Gateway.IntegrationTests.Admission.Framing;

/// <summary>One API that is open to everyone, so that only the form of a request decides, and requests to it as bytes.</summary>
public sealed class OpenApi : IAsyncLifetime
{
    /// <summary>What an attacker would have some server take for a request of its own.</summary>
    private const string Hidden = "GET /api/hidden HTTP/1.1||Host: gateway||||";

    private Api api = null!;

    public IReadOnlyCollection<SeenRequest> Seen => api.Service.Seen;

    public async Task InitializeAsync() => api = await Api.StartAsync(
        "'GET /{**rest}': { 'Public': true, 'Why': 'test' }, 'POST /{**rest}': { 'Public': true, 'Why': 'test' }, 'OPTIONS /{**rest}': { 'Public': true, 'Why': 'test' }");

    public Task DisposeAsync() => api.DisposeAsync().AsTask();

    /// <summary>
    /// The statuses that are answered to a request and what follows it on its connection, until the gateway closes it; at the end 0 if it does
    /// not.
    /// </summary>
    /// <param name="request">With || for each line end; &lt;CR&gt;, &lt;LF&gt;, &lt;NUL&gt; and &lt;VT&gt; stand for themselves.</param>
    public async Task<IReadOnlyList<int>> SendAsync(string request, string following = Hidden)
    {
        api.Service.Forget();
        var bytes = (request + following).Replace("||", "\r\n", StringComparison.Ordinal)
            .Replace("<CR>", "\r", StringComparison.Ordinal)
            .Replace("<LF>", "\n", StringComparison.Ordinal)
            .Replace("<NUL>", "\0", StringComparison.Ordinal)
            .Replace("<VT>", "\v", StringComparison.Ordinal);
        return await RawConnection.StatusesAsync(api.Gateway.Client.BaseAddress!, bytes);
    }
}
