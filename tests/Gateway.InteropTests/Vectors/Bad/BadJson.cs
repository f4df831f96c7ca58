using System.Text.Json.Nodes;
using static Gateway.InteropTests.Vectors.Bad.BadVectors;

namespace Gateway.InteropTests.Vectors.Bad;

/// <summary>Texts that two parsers would read in two ways, each signed as it is.</summary>
internal static class BadJson
{
    public static IEnumerable<VectorCase> Cases(BadVectors bad)
    {
        const string Twice = "what is there twice is read in two ways";
        const string One = "the payload is one JSON object (RFC 7519 section 7.2)";
        const string No = "it is no JSON";
        var draft = bad.Draft("json", payload => payload["claims"] = new JsonObject { ["tenant"] = "a" });
        var text = draft.Payload;
        yield return Case("sub twice", Twice, Before("\"sub\"", "\"sub\":\"root\","));
        yield return Case("aud twice, the good one last", Twice, Before("\"aud\"", "\"aud\":\"payroll\","));
        yield return Case("scope twice, once with an escape in its name", Twice, Before("\"scope\"", "\"sc\\u006fpe\":\"admin\","));
        yield return Case("A claim twice", Twice, Before("\"tenant\"", "\"tenant\":\"b\","));
        yield return Case("Another object after the payload's", One, Of(text + """{"sub":"root"}"""));
        yield return Case("Bytes after the payload's object", One, Of(text + "xyz"));
        yield return Case("A payload that is an array", One, Of($"[{text}]"));
        yield return Case("A payload that is cut off", No, Of(text[..^1]));
        yield return Case("A payload with a comma too many", No, Of(text[..^1] + ",}"));
        yield return Case("A payload with a comment", No, Of("/* */" + text));
        yield return Case("A payload in single quotes", No, Of(text.Replace('"', '\'')));

        string Of(string payload) => (draft with { Payload = payload }).Signed();

        string Before(string member, string again) => Of(text.Replace(member, again + member, StringComparison.Ordinal));
    }
}
