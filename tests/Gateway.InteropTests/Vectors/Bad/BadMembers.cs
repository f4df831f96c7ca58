using System.Text.Json.Nodes;
using static Gateway.InteropTests.Vectors.Bad.BadVectors;

namespace Gateway.InteropTests.Vectors.Bad;

/// <summary>Members that are missing or of another type.</summary>
internal static class BadMembers
{
    private static readonly string[] Required = ["iss", "aud", "iat", "exp", "jti", "caller", "scope", "iss_orig", "htm", "htu"];

    public static IEnumerable<VectorCase> Cases(BadVectors bad)
    {
        const string Text = "it is a string";
        foreach (var member in Required)
        {
            yield return Case($"Without {member}", "the gateway always writes it", With(payload => payload.Remove(member)));
        }

        yield return Case("sub as a number", Text, With(payload => payload["sub"] = 1));
        yield return Case("client_id in an array", Text, With(payload => payload["client_id"] = new JsonArray("app")));
        yield return Case("scope as an array", Text, With(payload => payload["scope"] = new JsonArray("read:timesheets")));
        yield return Case("A caller that is none of the three", "there are three", With(payload => payload["caller"] = "admin"));
        yield return Case("claims as a string", "it is an object", With(payload => payload["claims"] = "{}"));
        yield return Case("claims as an array", "it is an object", With(payload => payload["claims"] = new JsonArray()));
        yield return Case("aud in other letters", "names are compared exactly", With(payload =>
        {
            payload.Remove("aud");
            payload["AUD"] = "timesheets";
        }));

        string With(Action<JsonObject> change) => bad.Draft("members", change).Signed();
    }
}
