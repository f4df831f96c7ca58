using static Gateway.InteropTests.Vectors.Bad.BadVectors;

namespace Gateway.InteropTests.Vectors.Bad;

/// <summary>Three parts of base64url, and nothing around them (RFC 7515 section 7.1).</summary>
internal static class BadForm
{
    public static IEnumerable<VectorCase> Cases(BadVectors bad)
    {
        const string Three = "there are three parts";
        const string Padding = "base64url is written without padding (RFC 7515 section 2)";
        const string Space = "white space is not base64url";
        Func<string, string> same = part => part;
        var draft = bad.Draft("form");
        var (good, signature) = (draft.Signed(), draft.Signed().Split('.')[2]);
        yield return Case("One part", Three, Draft.Encode(draft.Payload));
        yield return Case("Two parts", Three, draft.Unsigned);
        yield return Case("Three parts, the last empty", "an assertion is signed", $"{draft.Unsigned}.");
        yield return Case("Four parts", Three, $"{good}.{signature}");
        yield return Case("Four parts, the last empty", Three, $"{good}.");
        yield return Case("Five parts, as an encrypted token has", Three, $"{good}.{signature}.{signature}");
        yield return Case("A padded signature", Padding, $"{good}==");
        yield return Case("A padded payload, signed like that", Padding, Unaligned(bad).Spelled(same, Padded));
        yield return Case("White space in the payload, signed like that", Space, draft.Spelled(same, part => part.Insert(20, " ")));
        yield return Case("White space in the header, signed like that", Space, draft.Spelled(part => part.Insert(8, "\t"), same));
        yield return Case("White space in the signature", Space, good.Insert(good.Length - 10, " "));
        yield return Case("The signature in the alphabet of plain base64", "base64url has - and _ instead", InPlainBase64(draft));
        yield return Case("Not base64url at all", "it is no assertion", "ana");
        yield return Case("JSON that is not encoded", "it is no assertion", draft.Payload);
    }

    /// <summary>Only a payload whose length is no multiple of three has padding to lose.</summary>
    private static Draft Unaligned(BadVectors bad) =>
        Enumerable.Range(1, 3).Select(n => bad.Draft("padded", payload => payload["sub"] = new string('a', n)))
            .First(draft => Draft.Encode(draft.Payload).Length % 4 != 0);

    private static string Padded(string part) => part + new string('=', 4 - (part.Length % 4));

    private static string InPlainBase64(Draft draft)
    {
        while (true)
        {
            // Each signature is another one: the random number in it is.
            var signature = Convert.ToBase64String(draft.Signature).TrimEnd('=');
            if (signature.Contains('+', StringComparison.Ordinal) || signature.Contains('/', StringComparison.Ordinal))
            {
                return $"{draft.Unsigned}.{signature}";
            }
        }
    }
}
