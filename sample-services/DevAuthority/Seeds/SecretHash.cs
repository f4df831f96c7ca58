using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace DevAuthority.Seeds;

/// <summary>
/// A password or client secret as it is kept: <c>pbkdf2-sha256$iterations$salt$hash</c>, the last two in base64.
/// </summary>
internal sealed class SecretHash
{
    private const string Scheme = "pbkdf2-sha256";

    // Low on purpose, so that tests and load generators need not wait: what it protects is written beside it in the seeds.
    private const int DefaultIterations = 10_000;

    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    private readonly int iterations;
    private readonly byte[] salt;
    private readonly byte[] hash;

    private SecretHash(int iterations, byte[] salt, byte[] hash) => (this.iterations, this.salt, this.hash) = (iterations, salt, hash);

    /// <summary>No secret matches it; verifying against it takes as long, so the time taken does not tell which names exist.</summary>
    internal static SecretHash OfNobody { get; } = new(DefaultIterations, new byte[SaltBytes], new byte[HashBytes]);

    internal static SecretHash Create(string secret)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new SecretHash(DefaultIterations, salt, Derive(secret, salt, DefaultIterations));
    }

    internal static bool TryParse(string text, [NotNullWhen(true)] out SecretHash? secretHash)
    {
        secretHash = null;
        if (text.Split('$') is not [Scheme, var count, var salt64, var hash64]
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations < 1)
        {
            return false;
        }

        var salt = new byte[SaltBytes];
        var hash = new byte[HashBytes];
        if (!Convert.TryFromBase64String(salt64, salt, out var saltLength) || saltLength != SaltBytes
            || !Convert.TryFromBase64String(hash64, hash, out var hashLength) || hashLength != HashBytes)
        {
            return false;
        }

        secretHash = new SecretHash(iterations, salt, hash);
        return true;
    }

    internal bool Verify(string secret) => CryptographicOperations.FixedTimeEquals(hash, Derive(secret, salt, iterations));

    public override string ToString() => $"{Scheme}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";

    private static byte[] Derive(string secret, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(secret, salt, iterations, HashAlgorithmName.SHA256, HashBytes);
}
