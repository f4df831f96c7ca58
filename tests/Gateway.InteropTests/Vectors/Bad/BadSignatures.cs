using System.Security.Cryptography;
using System.Text;
using static Gateway.InteropTests.Vectors.Bad.BadVectors;

namespace Gateway.InteropTests.Vectors.Bad;

/// <summary>Signatures that do not hold, and some that a careless implementation lets pass.</summary>
internal static class BadSignatures
{
    /// <summary>Of P-256's group. Multiples of it are 0 there, which is no half of a signature (FIPS 186-5 section 6.4.2).</summary>
    private static readonly byte[] Order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");

    public static IEnumerable<VectorCase> Cases(BadVectors bad)
    {
        const string Other = "the signature is of another payload";
        const string Length = "an ES256 signature is R and S, 32 bytes each (RFC 7518 section 3.4)";
        const string Range = "R and S are at least 1 and less than the order of the group";
        const string No = "it does not hold";
        var draft = bad.Draft("signatures");
        var signature = draft.Signature;
        var (r, s) = (signature[..32], signature[32..]);
        yield return Case("A payload that was edited", Other, (draft with
        {
            Payload = draft.Payload.Replace("\"ana\"", "\"root\"", StringComparison.Ordinal),
        }).With(signature));
        yield return Case("The signature of another assertion", Other, draft.With(bad.Draft("another").Signature));
        yield return Case("A signature in DER", Length, draft.With(draft.Key.SignData(
            Encoding.ASCII.GetBytes(draft.Unsigned), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
        yield return Case("A signature of zeros", Range, draft.With(new byte[64]));
        yield return Case("A signature of the group's order twice", Range, draft.With([.. Order, .. Order]));
        yield return Case("R replaced by zero", Range, draft.With([.. new byte[32], .. s]));
        yield return Case("S replaced by zero", Range, draft.With([.. r, .. new byte[32]]));
        yield return Case("A signature with its last byte cut off", Length, draft.With(signature.AsSpan(0, 63)));
        yield return Case("Half a signature", Length, draft.With(r));
        yield return Case("A signature with one byte more", Length, draft.With([.. signature, 0]));
        yield return Case("R and S with a zero in front of each", Length, draft.With([0, .. r, 0, .. s]));
        yield return Case("One bit of the signature changed", No, draft.With([.. r, .. s[..31], (byte)(signature[63] ^ 1)]));
        yield return Case("R and S exchanged", No, draft.With([.. s, .. r]));
    }
}
