using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Authentication.Keys;

/// <summary>
/// Verifies signatures of JWTs with one public key (RFC 7515 section 5.2; RFC 7518 sections 3.3 to 3.5). An object of .NET's cryptography serves
/// one thread at a time, so there are as many as were needed at once.
/// </summary>
internal sealed class SignatureCheck(SecurityKey key)
{
    private readonly ConcurrentBag<AsymmetricAlgorithm> idle = [];

    /// <param name="signed">The token up to its second dot: visible ASCII.</param>
    public bool Holds(string algorithm, ReadOnlySpan<char> signed, ReadOnlySpan<byte> signature)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(signed.Length);
        var verifier = idle.TryTake(out var free) ? free : Make();
        try
        {
            var length = Encoding.ASCII.GetBytes(signed, bytes);
            return Holds(verifier, algorithm, bytes.AsSpan(0, length), signature);
        }
        catch (CryptographicException)
        {
            // What cannot even be computed is no signature.
            return false;
        }
        finally
        {
            idle.Add(verifier);
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static bool Holds(AsymmetricAlgorithm verifier, string algorithm, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        var hash = algorithm[2..] switch
        {
            "256" => HashAlgorithmName.SHA256,
            "384" => HashAlgorithmName.SHA384,
            "512" => HashAlgorithmName.SHA512,
            _ => throw new CryptographicException(),
        };
        return (verifier, algorithm[..2]) switch
        {
            (RSA rsa, "RS") => rsa.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1),
            // The salt is as long as the hash (RFC 7518 section 3.5), as .NET's is.
            (RSA rsa, "PS") => rsa.VerifyData(signed, signature, hash, RSASignaturePadding.Pss),
            // The two numbers one after the other, each of the curve's full length (RFC 7518 section 3.4).
            (ECDsa ecdsa, "ES") => ecdsa.VerifyData(signed, signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
            _ => false,
        };
    }

    private AsymmetricAlgorithm Make() => key switch
    {
        RsaSecurityKey rsa => RSA.Create(rsa.Parameters),
        ECDsaSecurityKey ecdsa => ECDsa.Create(ecdsa.ECDsa.ExportParameters(includePrivateParameters: false)),
        _ => throw new CryptographicException(),
    };
}
