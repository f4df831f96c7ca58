using System.Text.Json.Nodes;
using static Gateway.InteropTests.Vectors.Bad.BadVectors;

namespace Gateway.InteropTests.Vectors.Bad;

/// <summary>What the header says about itself.</summary>
internal static class BadHeader
{
    public static IEnumerable<VectorCase> Cases(BadVectors bad)
    {
        const string Type = "only typ gateway+jwt is an assertion; no other token is, whoever signed it";
        const string Critical = "there is no extension that a service has to understand (RFC 7515 section 4.1.11)";
        var draft = bad.Draft("header");
        foreach (var type in (string[])["JWT", "at+jwt", "logout+jwt", "dpop+jwt", ""])
        {
            yield return Case($"The type \"{type}\"", Type, With(header => header["typ"] = type));
        }

        yield return Case("No type", Type, With(header => header.Remove("typ")));
        yield return Case("A type that is no string", Type, With(header => header["typ"] = new JsonArray("gateway+jwt")));
        yield return Case("A critical extension", Critical, With(header => (header["crit"], header["x"]) = (new JsonArray("x"), 1)));
        yield return Case("A critical extension with a name that JWT libraries know", Critical, With(header =>
            (header["crit"], header["exp"]) = (new JsonArray("exp"), Draft.MadeAt + 60)));
        yield return Case("An extension for payloads that are not encoded (RFC 7797)", Critical, With(header =>
            (header["crit"], header["b64"]) = (new JsonArray("b64"), true)));
        yield return Case("An empty list of critical extensions", Critical, With(header => header["crit"] = new JsonArray()));
        yield return Case("A header that was edited", "the signature is of another header", Edited());
        yield return Case("A header that is an array", "the header is an object", (draft with { Header = $"[{draft.Header}]" }).Signed());
        yield return Case("A member of the header twice", "what is there twice is read in two ways", (draft with
        {
            Header = draft.Header.Replace("\"typ\":", "\"typ\":\"JWT\",\"typ\":", StringComparison.Ordinal),
        }).Signed());
        yield return Case("Bytes after the header's object", "the header is one JSON object", (draft with
        {
            Header = draft.Header + "{}",
        }).Signed());

        string With(Action<JsonObject> change) => draft.WithHeader(change).Signed();

        string Edited()
        {
            var edited = draft.WithHeader(header => header["x"] = 1);
            return edited.With(draft.Signature);
        }
    }
}
