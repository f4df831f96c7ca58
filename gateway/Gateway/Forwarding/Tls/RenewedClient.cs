namespace Gateway.Forwarding.Tls;

/// <summary>
/// Sends with a client that has the present certificate, and makes another when that is renewed: .NET fixes a client's certificates with
/// its first connection. The one before ends its requests; its connections close when they are idle.
/// </summary>
internal sealed class RenewedClient(ServiceCredential credential, Func<TlsSettings, HttpMessageInvoker> make) : HttpMessageHandler
{
    private readonly Lock making = new();
    private volatile Made? made;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Present().SendAsync(request, cancellationToken);

    private HttpMessageInvoker Present()
    {
        var settings = credential.Current;
        if (made is { } present && ReferenceEquals(present.With, settings))
        {
            return present.Client;
        }

        lock (making)
        {
            if (made is not { } other || !ReferenceEquals(other.With, settings))
            {
                made = new Made(settings, make(settings));
            }

            return made.Client;
        }
    }

    private sealed record Made(TlsSettings With, HttpMessageInvoker Client);
}
