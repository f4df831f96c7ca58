using Gateway.Routes.Written;

namespace Gateway.Routes.Schema;

/// <summary>The whole file.</summary>
internal static class RoutesShape
{
    /// <summary>As <c>Gateway schema routes</c> prints it.</summary>
    public static string Schema =>
        SchemaDocument.Write("The gateway's routes file", "What is allowed, and where it goes: docs/routes.md.", Object, Definitions.All);

    public static readonly ObjectShape Object = new(
        new Member("$schema", Values.Text(), "For editors; not used otherwise.") { Example = "\"./docs/appsettings.routes.schema.json\"" },
        new Member("Version", new ValueShape("number", () => Rule.Of("""{ "const": 1 }""")), "The version of this format: `1`.")
        {
            Required = true,
            Example = "1",
        },
        new Member(
            "Issuers",
            Values.Map(SchemaPattern.Of(IssuerEntry.Name), IssuerShape.Object.Value()),
            "Whose tokens are accepted: [Issuers](#issuers).")
        {
            Otherwise = "required as soon as an operation needs a token",
            Example = """{ "auth0": { "Preset": "auth0", "Issuer": "https://example.eu.auth0.com/", "Audience": "https://api.example.com" } }""",
        },
        new Member("Scopes", Values.Map(ScopeShape.Name, ScopeShape.Value), "The catalogue of scopes: [Scopes](#scopes).")
        {
            Example = """{ "read:timesheets": "See timesheets" }""",
        },
        new Member(
            "Cors",
            CorsShape.Object.Value(),
            "Which pages of other origins may call; for each API that does not say so itself, and for what the gateway answers itself: [Cors](#cors).")
        {
            Example = """{ "Origins": ["https://app.example.com"] }""",
        },
        new Member(
            "Apis",
            Values.Map(SchemaPattern.Of(ApiEntry.Name), ApiShape.Object.Value()),
            "The services and their operations: [Apis](#apis).")
        {
            Required = true,
            Example = """
                { "timesheets": { "Prefix": "/timesheets", "Upstream": "http://timesheets:8080", "Operations": { "GET /": "read:timesheets" } } }
                """,
        })
    {
        // Without issuers every operation is public.
        Rules = Rule.Of("""
            {
              "anyOf": [
                { "required": ["Issuers"] },
                {
                  "properties": {
                    "Apis": {
                      "additionalProperties": {
                        "properties": { "Operations": { "additionalProperties": { "type": "object", "required": ["Public"] } } }
                      }
                    }
                  }
                }
              ]
            }
            """),
    };
}
