using System.Collections.Immutable;
using Gateway.Routes.Written;

namespace Gateway.Routes.Schema;

/// <summary>What an operation asks of its caller.</summary>
internal static class RequirementShape
{
    /// <summary>They stand beside each other, and all have to hold.</summary>
    public static readonly ImmutableArray<Member> Conditions =
    [
        new Member(
            "Scopes",
            ScopesShape.Value,
            "The scopes the token has to have. A list always says which it is; the two nest. At most 64 alternatives when multiplied out.")
        {
            Example = """{ "AnyOf": ["audit", { "AllOf": ["read:a", "read:b"] }] }""",
        },
        new Member(
            "Caller",
            Values.Choice("`\"user\"` or `\"machine\"`", "user", "machine"),
            "Who has to stand behind the token. A token that does not say is neither. With preset `rfc9068` a machine is a token whose `sub` is "
            + "its `client_id` (RFC 9068 section 2.2); where service accounts have a `sub` of their own they count as users.")
        {
            Example = "\"user\"",
        },
        new Member("Clients", Values.List(Values.Text()), "The clients that may call, by their exact id.") { Example = """["image-archive"]""" },
        new Member(
            "Claims",
            Values.Map(SchemaPattern.Claim, Values.List(Values.Text())),
            "Claim → values; the token has to have one of the values of each, as a string or in an array of strings: [Claims](#claims).")
        {
            Example = """{ "https://example.com/roles": ["organizer"] }""",
        },
        new Member(
            "Issuers",
            Values.List(Values.Text()),
            "The issuers, by their names in this file, whose tokens are accepted: some of the API's, if that names any.")
        {
            Example = """["partner"]""",
        },
        new Member(
            "StepUp",
            StepUpShape.Object.Value(),
            "How well and how recently the user has to have signed in: [Step-up](#step-up).")
        {
            Example = """{ "Acr": ["urn:example:mfa"] }""",
        },
    ];

    public static readonly ObjectShape Object = new(
    [
        .. Conditions,
        new Member("AnyToken", Values.True, "Any valid token will do. Stands alone.") { Example = "true" },
        new Member("Public", Values.True, "Everyone may call, without a token. Stands alone, with `Why`.") { Example = "true" },
        new Member("Why", Values.Text(), "The reason for `Public`.") { Example = "\"uptime probe\"" },
        new Member(
            "Candidate",
            CandidateShape.Object.Value(),
            "A stricter rule on trial, beside any of these but `Public`: [Candidate](#candidate).")
        {
            Example = """{ "Scopes": "read:payslips", "Caller": "user", "Until": "2027-01-31" }""",
        },
        new Member("RateLimit", RateLimitShape.Value, "How often one caller may call, beside any of these: [RateLimit](#ratelimit).")
        {
            Example = """{ "Permits": 10, "Per": "1m", "By": "subject" }""",
        },
        new Member("MaxBody", MaxBodyEntry.Shape, "The largest body that a request may have, beside any of these.")
        {
            Otherwise = "the API's",
            Example = "\"1GB\"",
        },
        new Member(
            "Deprecated",
            DeprecatedShape.Object.Value(),
            "That it is not to be used any more, beside any of these: [Deprecated](#deprecated).")
        {
            Otherwise = "the API's",
            Example = """{ "Since": "2026-01-31", "Sunset": "2027-01-31" }""",
        },
        new Member(
            TimeoutEntry.Member,
            Values.Duration(TimeoutEntry.Shortest, TimeoutEntry.Longest),
            "How long a request may take as a whole, its body and its answer included, beside any of these; then it is 504, or its answer breaks off.")
        {
            Otherwise = "the API's",
            Example = "\"5m\"",
        },
        new Member("Priority", PriorityShape.Value, "What is turned away first, beside any of these: [Priority](#priority).")
        {
            Otherwise = "the API's",
            Example = "\"sheddable\"",
        },
    ])
    {
        // Public stands with Why and no other requirement, AnyToken alone but for a candidate; and a candidate or a limit asks for nothing.
        Rules = Rule.Of("""
            {
              "anyOf": [
                { "required": ["Scopes"] }, { "required": ["Caller"] }, { "required": ["Clients"] }, { "required": ["Claims"] },
                { "required": ["Issuers"] }, { "required": ["StepUp"] }, { "required": ["AnyToken"] }, { "required": ["Public"] }
              ],
              "dependentRequired": { "Public": ["Why"], "Why": ["Public"] },
              "dependentSchemas": {
                "Public": {
                  "propertyNames": { "enum": ["Public", "Why", "RateLimit", "MaxBody", "Deprecated", "Timeout", "Priority"] },
                  "properties": {
                    "RateLimit": {
                      "properties": { "By": { "const": "address" } },
                      "items": { "properties": { "By": { "const": "address" } } }
                    }
                  }
                },
                "AnyToken": { "propertyNames": { "enum": ["AnyToken", "Candidate", "RateLimit", "MaxBody", "Deprecated", "Timeout", "Priority"] } }
              }
            }
            """),
    };

    /// <summary>One scope, or the whole of it.</summary>
    public static readonly ValueShape Value = ValueShape.AnyOf("scope or object", Values.Scope, Object.Value());
}
