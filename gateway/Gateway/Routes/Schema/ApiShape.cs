using Gateway.Routes.Written;

namespace Gateway.Routes.Schema;

/// <summary>An entry of <c>Apis</c>.</summary>
internal static class ApiShape
{
    public static readonly ObjectShape Object = new(
        new Member(
            "Prefix",
            Values.Form("path", SchemaPattern.Prefix),
            "What the paths of its operations begin with. No final `/`, not `/` alone, no parameters, no two APIs with the same. It may lie "
            + "below another API's prefix as long as their operations do not clash.")
        {
            Required = true,
            Example = "\"/timesheets\"",
        },
        new Member("Upstream", Values.Address, "Where the service is; http or https. A path in it is put in front.")
        {
            Otherwise = "required, unless `Yarp` has `Destinations`",
            Example = "\"http://timesheets:8080/v1\"",
        },
        new Member(
            "UpstreamTls",
            UpstreamTlsShape.Object.Value(),
            "How the gateway shows the service who it is, and whom it takes for the service: [UpstreamTls](#upstreamtls). Only with https.")
        {
            Example = """{ "ClientCertificateFile": "/run/secrets/gateway.pem", "CaFile": "/run/secrets/ca.pem" }""",
        },
        new Member("Owner", Values.Text(), "Whom to ask.") { Example = "\"team-hr\"" },
        new Member(
            "KeepPrefix",
            Values.Flag,
            "False: the prefix is removed towards the service, which is told it in `X-Forwarded-Prefix`.")
        {
            Default = "false",
            Example = "true",
        },
        new Member(
            "ForwardClaims",
            Values.List(
                new ValueShape("", () => Rule.Of("""{ "$ref": "#/$defs/text", "not": { "anyOf": [{ "enum": ["sub", "client_id", "iss", "scope"] }, { "pattern": "^/[\\s\\S]*~(?![01])" }] } }""")),
                "array of claims"),
            "Claims of the token that the service receives in `Gateway-Claims` and in the assertion: [Claims](#claims). None but these.")
        {
            Example = """["https://example.com/roles"]""",
        },
        new Member(
            "Forward",
            Values.Map(SchemaPattern.Claim, ForwardShape.Value),
            "Claims that the service receives in headers of its own: claim → header, or claim → what else there is to say: [Forward](#forward).")
        {
            Example = """{ "email": "X-User-Email" }""",
        },
        new Member(
            "ForwardAuthorization",
            Values.Flag,
            "Whether the caller's `Authorization` header travels on to the service. Never on a `Public` operation, where nobody verified it.")
        {
            Default = "false",
            Example = "true",
        },
        new Member(
            "Identity",
            Values.Choice("`\"both\"`, `\"assertion\"` or `\"headers\"`", "both", "assertion", "headers"),
            "In which form the service is told who calls: as a signed `Gateway-Assertion`, in plain `Gateway-*` headers, or both. "
            + "[What a service is told](downstream.md) has the difference.")
        {
            Default = "\"both\"",
            Example = "\"assertion\"",
        },
        new Member(
            "Issuers",
            Values.List(Values.Text()),
            "The issuers, by their names in this file, whose tokens its operations accept.")
        {
            Otherwise = "all",
            Example = """["staff"]""",
        },
        new Member(
            "OpenApi",
            Values.Form("path or file", SchemaPattern.OpenApi),
            "Where the service describes itself, in OpenAPI 3.0 or 3.1 as JSON: a path of the service, written whole and beginning with `/`, or a file, "
            + "named from the directory of this one. It decides nothing: [One document](#one-document).")
        {
            Example = "\"/openapi/v1.json\"",
        },
        new Member(
            "Cors",
            CorsShape.Object.Value(),
            "Which pages of other origins may call: [Cors](#cors).")
        {
            Otherwise = "the file's",
            Example = """{ "Origins": ["https://app.example.com"] }""",
        },
        new Member(
            "RateLimit",
            RateLimitShape.Value,
            "How often one caller may call, all its operations counted together: [RateLimit](#ratelimit).")
        {
            Example = """{ "Permits": 600, "Per": "1m", "By": "client" }""",
        },
        new Member(
            TimeoutEntry.Member,
            Values.Duration(TimeoutEntry.Shortest, TimeoutEntry.Longest),
            "How long a request may take as a whole, its body and its answer included; then it is 504, or its answer breaks off. For operations "
            + "that do not say so themselves. Streams want none.")
        {
            Example = "\"30s\"",
        },
        new Member("Resilience", ResilienceShape.Object.Value(), "What is done when the service fails: [Resilience](#resilience).")
        {
            Otherwise = "as described there",
            Example = """{ "Retry": false, "MaxConcurrentRequests": 200 }""",
        },
        new Member("MaxBody", MaxBodyEntry.Shape, "The largest body that a request to it may have.")
        {
            Otherwise = MaxBodyEntry.OfProcess,
            Example = "\"100MB\"",
        },
        new Member(
            "AllowInPaths",
            Values.List(Values.Choice("", AllowInPathsEntry.Words), "array of kinds"),
            "What is let in although servers read it in two ways: [AllowInPaths](#allowinpaths).")
        {
            Example = """["EncodedSlash"]""",
        },
        new Member("Deprecated", DeprecatedShape.Object.Value(), "That its operations are not to be used any more: [Deprecated](#deprecated).")
        {
            Example = """{ "Since": "2026-01-31" }""",
        },
        new Member("Priority", PriorityShape.Value, "What is turned away first when there is too much to do: [Priority](#priority).")
        {
            Default = "\"normal\"",
            Example = "\"critical\"",
        },
        new Member("Operations", Values.Map(SchemaPattern.Operation, RequirementShape.Value), "What may be called: [Operations](#operations).")
        {
            Required = true,
            Example = """{ "GET /": "read:timesheets" }""",
        },
        new Member("Yarp", new ValueShape("object", () => YarpShape.Object.Value().Schema), "Settings in YARP's own words: [Yarp](#yarp).")
        {
            Example = """{ "Cluster": { "LoadBalancingPolicy": "RoundRobin" } }""",
        })
    {
        Rules = Rule.Of("""
            {
              "oneOf": [
                { "required": ["Upstream"] },
                {
                  "required": ["Yarp"],
                  "properties": { "Yarp": { "required": ["Cluster"], "properties": { "Cluster": { "required": ["Destinations"] } } } }
                }
              ],
              "not": {
                "required": ["Timeout", "Yarp"],
                "properties": { "Yarp": { "required": ["Route"], "properties": { "Route": { "required": ["Timeout"] } } } }
              }
            }
            """),
    };
}
