using Gateway.Routes;

namespace Gateway.Forwarding.Tls;

/// <summary>An <see cref="UpstreamTls"/> and the last good content of its files.</summary>
/// <param name="api">For people: the API that brought it, the first where there are several.</param>
internal sealed class ServiceCredential(UpstreamTls tls, string api, TlsSettings settings, string hash)
{
    private volatile TlsSettings current = settings;
    private volatile string? mistake;
    private string seen = hash;
    private string judged = hash;

    public string Api => api;

    /// <summary>What the next connection is made with.</summary>
    public TlsSettings Current => current;

    /// <summary>What is wrong with the files as they are now; null: <see cref="Current"/> is what they hold.</summary>
    public string? Mistake => mistake;

    /// <summary>
    /// True when something new was found, good or bad. A certificate and its key are two files: they count when two looks in a row have
    /// found them, so that what is half renewed is left alone.
    /// </summary>
    public bool Look()
    {
        var files = TlsFiles.Load(tls);
        var isNew = files.Hash != judged && files.Hash == seen;
        seen = files.Hash;
        if (!isNew)
        {
            return false;
        }

        judged = files.Hash;
        (var settings, mistake) = TlsSettings.Read(tls, files);
        current = settings ?? current;
        return true;
    }
}
