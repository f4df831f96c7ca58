using System.Text.Json.Nodes;

namespace Gateway.InteropTests.Vectors;

/// <summary>What every verifier has to take, and what it has to find in it.</summary>
internal sealed class GoodVectors(VectorKeys keys)
{
    public IReadOnlyList<VectorCase> All() =>
    [
        Good("A user through an application"),
        Good("A machine, which is its own subject", payload =>
        {
            payload["sub"] = "payroll";
            payload["client_id"] = "payroll";
            payload["caller"] = "machine";
        }),
        Good("A caller of whom the token does not tell what it is", payload => payload["caller"] = "unknown"),
        Good("A token without sub", payload => payload.Remove("sub")),
        Good("A token that names no client", payload => payload.Remove("client_id")),
        Good("A token without scopes", payload => payload["scope"] = ""),
        Good("A token with several scopes", payload => payload["scope"] = "approve:timesheets read:timesheets https://example.com/scope"),
        Good("A subject that is not ASCII", payload => payload["sub"] = "Zoë Ångström 山田 👩‍🚀"),
        Good("A subject with characters that JSON escapes", payload => payload["sub"] = "DOMAIN\\ana \"the\" first\t/"),
        Claims("A claim named by a URL", """{ "https://example.com/roles": ["manager", "hr"] }"""),
        Claims("A claim named by a JSON Pointer", """{ "/realm_access/roles": ["a"] }"""),
        Claims(
            "Nested claims of every kind",
            """
            {
              "org": { "id": 42, "path": ["eu", { "team": "hr" }], "open": true, "closed": false, "until": null, "share": 0.25 },
              "tenant": "müller & söhne",
              "empty": {}
            }
            """),
        Claims(
            "A claim whose name means something to a language",
            """{ "__proto__": { "admin": true }, "constructor": "x", "__class__": "y", "": "z" }"""),
        Claims("A claim with the name of a member of the assertion", """{ "aud": "payroll", "AUD": "x" }"""),
        Claims("No claims, written as an empty object", "{}"),
        Good("A member that nobody knows yet: it is no reason to refuse", payload => payload["later"] = new JsonObject { ["a"] = 1 }),
        Good("Signed with the second key of a rotation", second: true),
        Good("Used in the second in which it was made", at: Draft.MadeAt),
        Good("5 s before it was made, by the service's clock", at: Draft.MadeAt - Draft.Skew),
        Good("4 s after its end, within the 5 s for clocks that differ", at: Draft.MadeAt + Draft.LifeMax + Draft.Skew - 1),
        Good("Made for 10 s only", payload => payload["exp"] = Draft.MadeAt + 10),
        Good("The path is that of the whole service", path: "/"),
        Good("A path with percent-encoded characters, compared as it is on the wire", path: "/caf%C3%A9/a%20b/%2Fc%2f;v=1"),
        Good("A path with an empty segment, which is a path of its own", path: "/a//b"),
        Good("A path that ends in a slash, which is a path of its own", path: "/7/"),
        Good("Another method", method: "PROPFIND"),
        Good("A HEAD request, which the service sees as HEAD", method: "HEAD"),
    ];

    private VectorCase Claims(string name, string claims) => Good(name, payload => payload["claims"] = JsonNode.Parse(claims));

    private VectorCase Good(
        string name,
        Action<JsonObject>? change = null,
        long at = Draft.MadeAt + 10,
        string method = "GET",
        string path = "/7",
        bool second = false)
    {
        var draft = Draft.Of(name, method, path, second ? keys.Second : keys.First, change);
        var payload = JsonNode.Parse(draft.Payload)!;
        var caller = new JsonObject
        {
            ["sub"] = payload["sub"]?.DeepClone(),
            ["client_id"] = payload["client_id"]?.DeepClone(),
            ["caller"] = payload["caller"]!.DeepClone(),
            ["scope"] = payload["scope"]!.DeepClone(),
            ["iss_orig"] = payload["iss_orig"]!.DeepClone(),
            ["claims"] = payload["claims"]?.DeepClone() ?? new JsonObject(),
        };
        return new VectorCase(name, [draft.Signed()], at, method, path, caller, null);
    }
}
