using System.Collections.Immutable;
using Gateway.Routes;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Authentication;

/// <summary>
/// The public keys of one issuer: its discovery document (RFC 8414; OpenID Connect Discovery 1.0 section 4) says where they are, its key
/// set (RFC 7517) what they are. A fetch that fails, or brings no usable key, never replaces a set that was good.
/// </summary>
internal sealed partial class IssuerKeys(Issuer issuer, HttpClient backchannel, TimeProvider clock, ILogger<IssuerKeys> logger)
{
    private static readonly TimeSpan UnknownKeyPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UnknownKeyPatience = TimeSpan.FromMilliseconds(1500);

    private readonly Lock gate = new();
    private ImmutableArray<SecurityKey> keys = [];
    private Task<bool>? fetching;
    private DateTimeOffset nextForUnknownKey = DateTimeOffset.MinValue;

    public Issuer Issuer => issuer;

    /// <summary>Whether a first fetch has ended, well or badly.</summary>
    public bool Tried { get; private set; }

    /// <summary>Whether there are keys to verify with.</summary>
    public bool Available => !keys.IsEmpty;

    /// <summary>The keys that may have signed a token with this <c>kid</c>. Without a <c>kid</c> the only key there is, if it is the only one.</summary>
    public ImmutableArray<IssuerKey> Find(string? kid)
    {
        var current = keys;
        return [.. (string.IsNullOrEmpty(kid)
            ? current.Length == 1 ? current : []
            : current.Where(key => string.Equals(key.KeyId, kid, StringComparison.Ordinal))).Select(k => new IssuerKey(k))];
    }

    public long Generation { get; private set; }

    /// <summary>
    /// A token names a key we do not have: the issuer may just have rotated. Asks it at most once per 10 s, however many such tokens come,
    /// and waits at most 1.5 s for the answer.
    /// </summary>
    public async Task RefreshForUnknownKeyAsync(string? kid, CancellationToken cancellation)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (fetching is null && now < nextForUnknownKey)
            {
                return;
            }

            nextForUnknownKey = now + UnknownKeyPause;
        }

        await Task.WhenAny(RefreshAsync(), Task.Delay(UnknownKeyPatience, clock, cancellation));
    }

    /// <summary>Fetches the keys now; whoever asks while a fetch is under way waits for that one. True when it brought keys.</summary>
    public Task<bool> RefreshAsync()
    {
        lock (gate)
        {
            return fetching ??= FetchOnceAsync();
        }
    }

    private async Task<bool> FetchOnceAsync()
    {
        await Task.Yield(); // so that the caller's lock is left before anything else
        try
        {
            keys = await FetchAsync();
            Generation++;
            LogFetched(logger, issuer.Name, keys.Length);
            return true;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Whatever it was: the keys stay as they are, and the next fetch comes.
            LogFailed(logger, issuer.Name, failure.Message);
            return false;
        }
        finally
        {
            Tried = true;
            lock (gate)
            {
                fetching = null;
            }
        }
    }

    private async Task<ImmutableArray<SecurityKey>> FetchAsync()
    {
        var discovery = Parse(await backchannel.GetStringAsync(issuer.Metadata), OpenIdConnectConfiguration.Create);

        // RFC 8414 section 3.3: a document for another issuer must not be used.
        if (!string.Equals(discovery.Issuer, issuer.Identifier, StringComparison.Ordinal))
        {
            throw new UnusableKeysException("the discovery document is for another issuer");
        }

        // The document may choose the path, not the host: whoever can edit it could else point the gateway anywhere.
        if (!Uri.TryCreate(discovery.JwksUri, UriKind.Absolute, out var keysAddress)
            || (keysAddress.Scheme != Uri.UriSchemeHttps && keysAddress.Authority != issuer.Metadata.Authority))
        {
            throw new UnusableKeysException("jwks_uri is neither https nor at the issuer itself");
        }

        var set = Parse(await backchannel.GetStringAsync(keysAddress), JsonWebKeySet.Create);
        ImmutableArray<SecurityKey> usable = [.. set.GetSigningKeys().Where(key => key is AsymmetricSecurityKey)];
        return usable.IsEmpty ? throw new UnusableKeysException("the key set holds no usable key") : usable;
    }

    /// <summary>IdentityModel's readers throw whatever their JSON reader throws; here all of it means that the document is not usable.</summary>
    private static T Parse<T>(string json, Func<string, T> read)
    {
        try
        {
            return read(json);
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            throw new UnusableKeysException($"{typeof(T).Name} could not be read");
        }
    }

    private sealed class UnusableKeysException(string message) : Exception(message);

    [LoggerMessage(2001, LogLevel.Information, "Issuer {Issuer}: {Count} signing keys")]
    private static partial void LogFetched(ILogger logger, string issuer, int count);

    [LoggerMessage(2002, LogLevel.Warning, "Issuer {Issuer}: its keys could not be fetched: {Why}")]
    private static partial void LogFailed(ILogger logger, string issuer, string why);
}

internal sealed record IssuerKey(SecurityKey Key)
{
    public bool Fits(string alg) => Key is ECDsaSecurityKey or JsonWebKey { Kty: "EC" } ? alg == "ES256" : alg[0] is 'R' or 'P';
}
