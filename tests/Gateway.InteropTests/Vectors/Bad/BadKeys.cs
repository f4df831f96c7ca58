using System.Text.Json.Nodes;
using static Gateway.InteropTests.Vectors.Bad.BadVectors;

namespace Gateway.InteropTests.Vectors.Bad;

/// <summary>Whose key it is: the gateway's, the one that <c>kid</c> names, and none that comes along.</summary>
internal static class BadKeys
{
    public static IEnumerable<VectorCase> Cases(BadVectors bad)
    {
        const string Named = "the key is the one that kid names; no other is tried";
        const string Unknown = "the gateway has no key of this kid";
        const string Published = "keys come from the gateway's key set, never from the assertion";
        var (first, second, forger) = (VectorKeys.Kid(bad.Keys.First), VectorKeys.Kid(bad.Keys.Second), VectorKeys.Kid(bad.Keys.Forger));
        var draft = bad.Draft("keys");
        var forged = draft.SignedBy(bad.Keys.Forger);
        yield return Case("Forged with another key under the gateway's kid", "that key made no such signature", forged.Signed());
        yield return Case("Signed with the gateway's first key under the kid of its second", Named, Under(draft, second));
        yield return Case("An unknown kid, with the forger's own key", Unknown, Under(forged, forger));
        yield return Case("An unknown kid, with the gateway's key", Named, Under(draft, forger));
        yield return Case("No kid", Named, draft.WithHeader(header => header.Remove("kid")).Signed());
        yield return Case("An empty kid", Unknown, Under(draft, ""));
        yield return Case("A kid that is no string", Unknown, Under(draft, new JsonArray(first)));
        yield return Case("A kid in other letters", "kid is compared exactly", Under(draft, first.ToUpperInvariant()));
        yield return Case("A key brought along (jwk) under the gateway's kid", Published, WithJwk(forged, first).Signed());
        yield return Case("A key brought along (jwk) under its own kid", Published, Under(WithJwk(forged, forger), forger));
        yield return Case("A key set named along (jku)", Published, Under(
            forged.WithHeader(header => header["jku"] = "http://127.0.0.1:9/jwks.json"), forger));
        yield return Case("A certificate named along (x5u)", Published, Under(
            forged.WithHeader(header => header["x5u"] = "http://127.0.0.1:9/certificate.pem"), forger));

        Draft WithJwk(Draft draft, string kid) => draft.WithHeader(header =>
        {
            var jwk = VectorKeys.Jwk(bad.Keys.Forger);
            jwk["kid"] = kid;
            header["jwk"] = jwk;
        });
    }

    private static string Under(Draft draft, JsonNode kid) => draft.WithHeader(header => header["kid"] = kid).Signed();
}
