using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace DevAuthority.Tokens;

/// <summary>
/// What a secret string stands for, until a time. The string itself is not kept, only its SHA-256; what has expired is swept
/// away, at most once a minute.
/// </summary>
internal sealed class ExpiringStore<T>(TimeProvider clock)
    where T : class
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private long nextSweep;

    /// <summary>Keeps the value under a new secret of 256 random bits.</summary>
    internal string Add(T value, DateTimeOffset until)
    {
        var secret = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        Add(secret, value, until);
        return secret;
    }

    internal void Add(string secret, T value, DateTimeOffset until)
    {
        Sweep();
        entries[Fingerprint(secret)] = new Entry(value, until);
    }

    internal bool TryFind(string? secret, [NotNullWhen(true)] out T? value)
    {
        value = secret is not null && entries.TryGetValue(Fingerprint(secret), out var entry) && entry.Until > clock.GetUtcNow()
            ? entry.Value
            : null;
        return value is not null;
    }

    internal void Remove(string secret) => entries.TryRemove(Fingerprint(secret), out _);

    private void Sweep()
    {
        var now = clock.GetUtcNow();
        var due = Interlocked.Read(ref nextSweep);
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref nextSweep, (now + SweepInterval).UtcTicks, due) != due)
        {
            return;
        }

        foreach (var entry in entries.Where(entry => entry.Value.Until <= now))
        {
            entries.TryRemove(entry);
        }
    }

    private static string Fingerprint(string secret) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private sealed record Entry(T Value, DateTimeOffset Until);
}
