using System.Text.Json.Nodes;
using static Gateway.InteropTests.Vectors.Bad.BadVectors;

namespace Gateway.InteropTests.Vectors.Bad;

/// <summary>When it was made and for how long.</summary>
internal static class BadTime
{
    public static IEnumerable<VectorCase> Cases(BadVectors bad)
    {
        const string Over = "its time is over";
        const string Long = "an assertion lives for 60 s at most";
        const string Number = "it is a number (RFC 7519 section 2)";
        yield return Case("An hour old", Over, With("exp", Draft.MadeAt + 60)) with { At = Now + 3600 };
        yield return Case("Over, and the 5 s for clocks that differ are over too", Over, With("exp", Draft.MadeAt + 60)) with
        {
            At = Draft.MadeAt + 65,
        };
        yield return Case("An exp before its iat", Over, With("exp", Draft.MadeAt - 1));
        yield return Case("Of the future, beyond the 5 s for clocks that differ", "it is not valid yet", With("iat", Draft.MadeAt)) with
        {
            At = Draft.MadeAt - 6,
        };
        yield return Case("Made for 61 s", Long, With("exp", Draft.MadeAt + 61));
        yield return Case("Made for a year", Long, With("exp", Draft.MadeAt + (365 * 86400)));
        yield return Case("An exp beyond all numbers", Long, Beyond());
        yield return Case("exp as a string", Number, With("exp", $"{Draft.MadeAt + 60}"));
        yield return Case("iat as a string", Number, With("iat", $"{Draft.MadeAt}"));
        yield return Case("exp as null", Number, With("exp", null));
        yield return Case("exp as true", Number, With("exp", true));
        yield return Case("exp in an array", Number, With("exp", new JsonArray(Draft.MadeAt + 60)));

        string With(string member, JsonNode? value) => bad.Draft("time", payload => payload[member] = value).Signed();

        string Beyond()
        {
            var draft = bad.Draft("time");
            return (draft with { Payload = draft.Payload.Replace($":{Draft.MadeAt + 60},", ":1e300,", StringComparison.Ordinal) }).Signed();
        }
    }
}
