using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.IntegrationTests.DevAuthority;

/// <summary>What a client keeps (the verifier) and what it shows beforehand (the S256 challenge), RFC 7636 section 4.</summary>
internal sealed record ProofKey(string Verifier, string Challenge)
{
    internal static ProofKey New()
    {
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return new ProofKey(verifier, Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
    }
}
