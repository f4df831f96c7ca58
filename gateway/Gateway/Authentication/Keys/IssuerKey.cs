using System.Collections.Immutable;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Authentication.Keys;

/// <summary>A public key of an issuer, bound to the algorithms it may verify.</summary>
/// <param name="alg">The key's own <c>alg</c> (RFC 7517 section 4.4), if it has one.</param>
/// <param name="algorithms">Those of the issuer's that the key can do: by its <c>alg</c>, its type and its curve.</param>
internal sealed class IssuerKey(
    SecurityKey key, string kty, string? alg, ImmutableArray<string> algorithms, DateTimeOffset firstSeen)
{
    /// <summary>Longer ones are no key's: what is remembered of strangers' <c>kid</c>s stays small.</summary>
    public const int KidLengthMax = 256;

    private readonly byte[] thumbprint = key.ComputeJwkThumbprint();
    private readonly SignatureCheck signatures = new(key);
    private long lastUsedTicks;

    public SecurityKey Key => key;

    public string? Kid => key.KeyId;

    public string Kty => kty;

    public string? Alg => alg;

    public DateTimeOffset FirstSeen => firstSeen;

    /// <summary>When it last verified a signature, to the second; null when it never did.</summary>
    public DateTimeOffset? LastUsed =>
        Volatile.Read(ref lastUsedTicks) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>
    /// Whether a signature of this <c>alg</c> may be verified with it: exactly the key's own where it names one (RFC 8725 section 3.1), and
    /// for ECDSA the one algorithm that its curve is for (RFC 7518 section 3.4).
    /// </summary>
    public bool Fits(string alg) => algorithms.Contains(alg);

    /// <summary>Whether it made this signature by this <c>alg</c>, which has to be one that it <see cref="Fits"/>.</summary>
    /// <param name="signed">The token up to its second dot.</param>
    public bool Signed(ReadOnlySpan<char> signed, ReadOnlySpan<byte> signature, string alg) => signatures.Holds(alg, signed, signature);

    /// <summary>Says that it verified a signature. Cheap: on most calls a read.</summary>
    public void Used(DateTimeOffset now)
    {
        if (now.UtcTicks - Volatile.Read(ref lastUsedTicks) >= TimeSpan.TicksPerSecond)
        {
            Volatile.Write(ref lastUsedTicks, now.UtcTicks);
        }
    }

    /// <summary>The same key material under the same name and the same binding: RFC 7638, and what the thumbprint leaves out.</summary>
    public bool IsSameAs(IssuerKey other) =>
        Kid == other.Kid && Alg == other.Alg && thumbprint.AsSpan().SequenceEqual(other.thumbprint);
}
