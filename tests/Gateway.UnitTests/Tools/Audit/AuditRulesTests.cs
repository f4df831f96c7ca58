using Gateway.Tools.Audit;
using static Gateway.UnitTests.Tools.Audit.AuditedFile;

namespace Gateway.UnitTests.Tools.Audit;

/// <summary>Each rule has a policy in which it finds something, and a neighbour in which it does not.</summary>
public sealed class AuditRulesTests
{
    private const string Auth0 = "https://example.eu.auth0.com/";

    /// <summary>Rule, where it finds it, what it says of it, the policy, and the neighbour.</summary>
    public static readonly TheoryData<string, string, string?, string, string> Cases = new()
    {
        { "ISS-004", "main", null, With(issuer: """ "TokenTypes": ["at+jwt", "jwt"] """), With(issuer: """ "TokenTypes": ["at+jwt"] """) },
        {
            "ISS-004", "main", null,
            With(issuer: """ "Preset": "auth0-rfc9068", "TokenTypes": ["JWT"] """, address: Auth0),
            With(issuer: """ "Preset": "auth0", "TokenTypes": ["JWT"] """, address: Auth0)
        },
        { "ISS-005", "main", "61s", With(issuer: """ "ClockSkew": "61s" """), With(issuer: """ "ClockSkew": "60s" """) },
        {
            "ISS-006", "main", null,
            With(issuer: """ "Preset": "auth0", "PermissionsAsScopes": true """, address: Auth0),
            With(issuer: """ "Preset": "auth0", "PermissionsAsScopes": false """, address: Auth0)
        },
        {
            "ISS-007", "main", "RS256, ES256",
            With(algorithms: """ "Algorithms": ["RS256", "ES256"] """),
            With(algorithms: """ "Algorithms": ["ES256", "ES384"] """)
        },
        { "ISS-900", "main", null, With(address: "https://localhost:9000"), With(address: "https://localhost.example:9000") },
        {
            "ISS-900", "main", null,
            With(issuer: """ "Metadata": "https://127.0.0.2/metadata" """),
            With(issuer: """ "Metadata": "https://128.0.0.2/metadata" """)
        },
        {
            "OP-001", "a DELETE /x", null,
            With(operations: """ "DELETE /x": { "Public": true, "Why": "w" } """),
            With(operations: """ "GET /x": { "Public": true, "Why": "w" }, "DELETE /x": "write:a" """)
        },
        {
            "OP-002", "a GET /x/{**rest}", null,
            With(operations: """ "GET /x/{**rest}": { "Public": true, "Why": "w" } """),
            With(operations: """ "GET /x/{rest}": { "Public": true, "Why": "w" }, "GET /y/{**rest}": "read:a" """)
        },
        {
            "OP-003", "a POST /", "read:a",
            With(operations: """ "POST /": "read:a" """),
            With(operations: """ "POST /": "write:a", "GET /": "read:a" """)
        },
        {
            "OP-003", "a PUT /", "read:a AND b.readonly",
            With(scopes: """ "b.readonly": "B" """, operations: """ "PUT /": { "Scopes": { "AnyOf": ["write:a", { "AllOf": ["read:a", "b.readonly"] }] } } """),
            With(operations: """ "PUT /": { "Scopes": { "AllOf": ["read:a", "write:a"] } } """)
        },
        {
            "OP-003", "a PATCH /", "Files.Read.All",
            With(scopes: """ "Files.Read.All": "B" """, operations: """ "PATCH /": "Files.Read.All" """),
            With(scopes: """ "Files.ReadWrite": "B", "read-write:b": "B", "spread:b": "B" """, operations: """ "PATCH /": "Files.ReadWrite", "PUT /": "read-write:b", "POST /": "spread:b" """)
        },
        {
            "OP-004", "a GET /x", null,
            With(operations: """ "GET /x": { "AnyToken": true } """),
            With(operations: """ "GET /x": { "Clients": ["c"] }, "GET /y": { "Claims": { "role": ["r"] } } """)
        },
        {
            "OP-004", "a GET /x", null,
            With(operations: """ "GET /x": { "Caller": "user", "StepUp": { "MaxAge": "5m" } } """),
            With(operations: """ "GET /x": { "Scopes": "read:a", "Caller": "user" } """)
        },
        {
            "OP-006", "a GET /{**rest}", "a GET /x",
            With(operations: """ "GET /{**rest}": "read:a", "GET /x": "write:a" """),
            With(operations: """ "GET /{**rest}": "write:a", "GET /x": "read:a" """)
        },
        {
            "OP-006", "a GET /{**rest}", "a GET /x",
            With(operations: """ "GET /{**rest}": "read:a", "GET /x": { "Scopes": "read:a", "Clients": ["c"] } """),
            With(operations: """ "GET /{**rest}": "read:a", "GET /x": { "Scopes": "read:a", "Issuers": ["main"] } """)
        },
        {
            "OP-006", "a GET /{**rest}", "b GET /",
            With(operations: """ "GET /{**rest}": "read:a" """, apis: """ "b": { "Prefix": "/a/b", "Owner": "o", "Upstream": "https://b.example", "Operations": { "GET /": "write:a" } } """),
            With(operations: """ "GET /{**rest}": "read:a", "POST /x": "write:a", "GET /open": { "Public": true, "Why": "w" } """)
        },
        { "SC-001", "b", null, With(scopes: """ "b": "B" """), With(scopes: """ "b": { "Description": "B", "Implies": ["write:a"] } """) },
        { "SC-001", "b", null, With(scopes: """ "b": "B" """), With(scopes: """ "b": "B" """, operations: Tried("2030-01-31")) },
        { "SC-002", "read:a", "a, b", With(apis: OtherApi("read:a")), With(apis: OtherApi("write:a")) },
        {
            "FWD-001", "a", "X-Email",
            With(upstream: "http://a.example", api: """ "Forward": { "email": "X-Email" }, """),
            With(upstream: "http://[::1]:80", api: """ "Forward": { "email": "X-Email" }, """)
        },
        {
            "FWD-001", "a", "X-Email",
            With(upstream: "http://10.0.0.1", api: """ "Forward": { "email": "X-Email" }, """),
            With(upstream: "http://10.0.0.1", api: """ "ForwardClaims": ["email"], """)
        },
        { "FWD-003", "a", "EncodedSlash, Semicolon", With(api: """ "AllowInPaths": ["Semicolon", "EncodedSlash"], """), With() },
        { "FWD-002", "a", null, With(api: """ "ForwardAuthorization": true, """), With(api: """ "ForwardAuthorization": false, """) },
        { "UP-001", "a", null, With(upstream: "http://a.example"), With(upstream: "http://localhost:80") },
        {
            "CORS-001", "a", null,
            With(api: """ "Cors": { "Origins": ["*"] }, """),
            With(api: """ "Cors": { "Origins": ["https://app.example"] }, """)
        },
        {
            "CORS-001", "a", null,
            With(api: """ "Cors": { "Origins": ["*"] }, """),
            With(
                api: """ "Cors": { "Origins": ["*"] }, """,
                operations: """ "GET /": { "Public": true, "Why": "w" } """)
        },
        {
            "LIF-001", "a GET /", "sunset 2030-01-30",
            With(operations: """ "GET /": { "Scopes": "read:a", "Deprecated": { "Since": "2029-01-31", "Sunset": "2030-01-30" } } """),
            With(operations: """ "GET /": { "Scopes": "read:a", "Deprecated": { "Since": "2029-01-31", "Sunset": "2030-01-31" } } """)
        },
        { "API-001", "a", null, With(owner: "\"KeepPrefix\": true"), Clean },
        {
            "SHD-001", "a GET /", "until 2030-01-30",
            With(scopes: """ "b": "B" """, operations: Tried("2030-01-30")),
            With(scopes: """ "b": "B" """, operations: Tried("2030-01-31"))
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_finds_what_it_is_for_and_not_its_neighbour(string id, string at, string? detail, string policy, string neighbour)
    {
        var found = Assert.Single(FindingsIn(policy), finding => finding.Rule.Id == id);

        Assert.Equal((at, detail), (found.Spot.At, found.Spot.Detail));
        Assert.DoesNotContain(FindingsIn(neighbour), finding => finding.Rule.Id == id);
    }

    [Fact]
    public void A_policy_with_nothing_wrong_has_no_findings() => Assert.Empty(FindingsIn(Clean));

    [Fact]
    public void Every_rule_has_its_case()
    {
        var tested = Cases.Select(one => (string)one[0]);

        // What needs a service's document is in DriftTests.
        var rules = AuditRules.OfPolicies.Select(rule => rule.Id).Where(id => !id.StartsWith("DOC-", StringComparison.Ordinal));
        Assert.Equal(rules.Order(), tested.Distinct().Order());
    }

    [Fact]
    public void An_issuer_on_this_machine_is_no_finding_in_development()
    {
        var table = Read(With(address: "https://localhost:9000"), development: true);

        Assert.Empty(PolicyAudit.Run(new AuditedPolicy(table, Development: true, Today), []));
    }

    [Fact]
    public void One_destination_of_several_that_is_reached_by_plain_http_is_enough()
    {
        const string destinations = """
            "Yarp": { "Cluster": { "Destinations": { "one": { "Address": "https://a.example" }, "two": { "Address": "http://b.example" } } } },
            """;
        var policy = With(api: destinations).Replace("\"Upstream\": \"https://a.example\",", "", StringComparison.Ordinal);

        Assert.Equal("UP-001", Assert.Single(FindingsIn(policy)).Rule.Id);
    }

    [Fact]
    public void A_finding_names_the_line_it_is_about()
    {
        var findings = FindingsIn(With(
            issuer: """ "ClockSkew": "5m" """, scopes: """ "b": "B" """, owner: "\"KeepPrefix\": true", operations: """ "GET /x": { "AnyToken": true } """));

        Assert.Equal(
            [("ISS-005", "routes.json:3"), ("OP-004", "routes.json:7"), ("SC-001", "routes.json:4"), ("SC-001", "routes.json:4"), ("SC-001", "routes.json:4"), ("API-001", "routes.json:6")],
            findings.Select(finding => (finding.Rule.Id, finding.Spot.Place)));
    }

    [Fact]
    public void Identifiers_are_unique_and_every_fix_is_a_sentence()
    {
        Assert.Distinct(AuditRules.All.Select(rule => rule.Id));
        Assert.All(AuditRules.All, rule => Assert.Matches(@"^[A-Z]{2,4}-\d{3}$", rule.Id));
        Assert.All(AuditRules.All, rule => Assert.Matches(@"^[A-Z].*\.$", rule.Fix));
    }

    private static string Tried(string until) => $$"""
        "GET /": { "Scopes": "read:a", "Candidate": { "Scopes": { "AllOf": ["read:a", "b"] }, "Until": "{{until}}" } }
        """;

    private static string OtherApi(string scope) => $$"""
        "b": { "Prefix": "/b", "Owner": "o", "Upstream": "https://b.example", "Operations": { "GET /": "{{scope}}" } }
        """;
}
