using System.Text;
using static Gateway.InteropTests.Vectors.Bad.BadVectors;

namespace Gateway.InteropTests.Vectors.Bad;

/// <summary>The algorithm, which is not the header's to choose (RFC 8725 section 3.1).</summary>
internal static class BadAlgorithms
{
    public static IEnumerable<VectorCase> Cases(BadVectors bad)
    {
        const string Only = "the algorithm is ES256, whatever the header says";
        var draft = bad.Draft("algorithms");
        foreach (var none in (string[])["none", "None", "NONE", "nOnE"])
        {
            yield return Case($"The algorithm {none}, without a signature", Only, $"{Alg(none).Unsigned}.");
            yield return Case($"The algorithm {none}, over a signature that would hold", Only, Alg(none).Signed());
        }

        var key = bad.Keys.First;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        (string What, byte[] Secret)[] secrets =
        [
            ("the public key in PEM", Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())),
            ("the public key in PEM with a line end", Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem() + "\n")),
            ("the public key in DER", key.ExportSubjectPublicKeyInfo()),
            ("the public key's point", [4, .. point.X!, .. point.Y!]),
            ("the public key's x", point.X!),
            ("the public key's JWK", Encoding.UTF8.GetBytes(VectorKeys.Jwk(key).ToJsonString())),
            ("nothing", []),
        ];
        foreach (var (what, secret) in secrets)
        {
            yield return Case($"HS256 with {what} as the secret", "what is public is no secret", Alg("HS256").SignedWith(secret));
        }

        yield return Case("RS256 with another key under the gateway's kid", Only, Alg("RS256").SignedWith(bad.Keys.ForgerRsa));
        foreach (var other in (string[])["RS256", "ES384", "ES256K", "EdDSA", "es256", "ES256 ", ""])
        {
            yield return Case($"The algorithm \"{other}\" over a signature that would hold", Only, Alg(other).Signed());
        }

        yield return Case("No algorithm", Only, draft.WithHeader(header => header.Remove("alg")).Signed());

        Draft Alg(string name) => draft.WithHeader(header => header["alg"] = name);
    }
}
