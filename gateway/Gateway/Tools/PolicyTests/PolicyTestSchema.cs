using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Gateway.Routes.Schema;
using Gateway.Routes.Written;

namespace Gateway.Tools.PolicyTests;

/// <summary>
/// The JSON Schema of a file of policy tests: the members of <see cref="PolicyTestMembers"/>, with what their values look like. Unlike the
/// routes file it has no variables, and what it names is the policy's, which a schema does not see.
/// </summary>
internal static class PolicyTestSchema
{
    /// <summary>As <c>Gateway schema tests</c> prints it.</summary>
    public static string Schema => SchemaDocument.Write("The gateway's policy tests", "What a policy is expected to do: docs/cli.md.", File);

    private static readonly ValueShape Text = Values.Form("string", SchemaPattern.NotBlank);

    private static readonly ValueShape Operations =
        new("array", () => Rule.Of($$"""{ "type": "array", "items": {{Text.Schema}}, "uniqueItems": true }"""));

    private static readonly ObjectShape Test = Shape(PolicyTestMembers.OfTest, name => name switch
    {
        "As" => (Text, "\"manager\""),
        "Request" => (Values.Form("string", RequestPattern), "\"GET /timesheets/3\""),
        "Expect" => (new ValueShape("`\"allow\"` or number", () => Rule.Of("""{ "enum": ["allow", 401, 403, 404, 405] }""")), "\"allow\""),
        "Code" => (Values.Choice("string", ExpectationEntry.Refusals.Select(refusal => refusal.Code)), "\"insufficient_scope\""),
        "Missing" => (Values.List(Text), """["read:timesheets"]"""),
        _ => (Text, "\"Only managers approve.\""),
    }) with
    {
        Rules = new JsonObject { ["allOf"] = new JsonArray([.. CodesOfStatus, .. NeedsRefusal]) },
    };

    private static readonly ObjectShape Persona = Shape(PolicyTestMembers.OfPersona, name => name switch
    {
        "Caller" => (Values.Choice("`\"user\"` or `\"machine\"`", "user", "machine"), "\"user\""),
        "Scopes" => (Values.List(Text), """["read:timesheets"]"""),
        "Claims" => (new ValueShape("object", () => Rule.Of("""
            { "type": "object", "minProperties": 1, "propertyNames": { "not": { "enum": ["iss", "sub", "acr", "auth_time", "exp", "nbf", "aud"] } } }
            """)), """{ "https://example.com/roles": ["organizer"] }"""),
        "AuthTime" => (Values.Duration("0s", "365d"), "\"1m\""),
        "Token" => (Values.Choice("string", PersonaEntry.Faults.Select(fault => fault.Reason)), "\"expired\""),
        "Issuer" => (Text, "\"auth0\""),
        "Subject" => (Text, "\"alice\""),
        "Client" => (Text, "\"web-app\""),
        _ => (Text, "\"urn:example:mfa\""),
    }) with
    {
        // "Client" is required, but of a persona whose token is refused, which has nothing else to say.
        Rules = Rule.Of("""
            { "required": [], "if": { "required": ["Token"] }, "then": { "maxProperties": 1 }, "else": { "required": ["Client"] } }
            """),
    };

    public static readonly ObjectShape File = Shape(PolicyTestMembers.OfFile, name => name switch
    {
        "$schema" => (Text, "\"./docs/policy.tests.schema.json\""),
        "Version" => (new ValueShape("number", () => Rule.Of("""{ "const": 1 }""")), "1"),
        "Personas" => (
            Values.Map(SchemaPattern.Of(PersonaEntry.Name), PersonaOrNobody),
            """{ "stranger": null, "manager": { "Client": "web-app", "Scopes": ["approve:timesheets"] } }"""),
        "Tests" => (
            new ValueShape("array", () => Rule.Of($$"""{ "type": "array", "items": {{Test.Value().Schema}}, "minItems": 1 }""")),
            """[{ "As": "manager", "Request": "GET /timesheets", "Expect": "allow" }]"""),
        _ => (Values.Map(SchemaPattern.NotBlank, Operations), """{ "manager": ["timesheets GET /"] }"""),
    });

    /// <summary>The reader's, with the methods that it looks at afterwards.</summary>
    private static string RequestPattern =>
        SchemaPattern.Of(PolicyTestEntry.Request).Replace(@"\S+", $"(?:{string.Join('|', OperationKey.Methods)})", StringComparison.Ordinal);

    private static ValueShape PersonaOrNobody => ValueShape.AnyOf("", new ValueShape("", () => Rule.Of("""{ "type": "null" }""")), Persona.Value());

    /// <summary>A code belongs to one status, and scopes are missing only from a call that is answered 403.</summary>
    private static IEnumerable<JsonNode> CodesOfStatus => ExpectationEntry.Refusals.GroupBy(refusal => refusal.Status).Select(codes => new JsonObject
    {
        ["if"] = new JsonObject { ["properties"] = new JsonObject { ["Expect"] = new JsonObject { ["const"] = codes.Key } } },
        ["then"] = new JsonObject
        {
            ["properties"] = new JsonObject { ["Code"] = Values.Choice("", codes.Select(refusal => refusal.Code)).Schema },
        },
    });

    private static IEnumerable<JsonNode> NeedsRefusal =>
    [
        Rule.Of("""{ "if": { "properties": { "Expect": { "const": "allow" } } }, "then": { "properties": { "Code": false } } }"""),
        Rule.Of("""{ "if": { "required": ["Missing"] }, "then": { "properties": { "Expect": { "const": 403 } } } }"""),
    ];

    private static ObjectShape Shape(ImmutableArray<PolicyTestMember> members, Func<string, (ValueShape Value, string Example)> shapes) => new(
    [
        .. members.Select(member =>
        {
            var (value, example) = shapes(member.Name);
            var required = member.Meaning.EndsWith(" Required.", StringComparison.Ordinal);
            var meaning = required ? member.Meaning[..^" Required.".Length] : member.Meaning;
            return new Member(member.Name, value, meaning) { Required = required, Example = example };
        }),
    ]);
}
