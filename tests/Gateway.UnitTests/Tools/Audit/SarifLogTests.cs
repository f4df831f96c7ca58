using System.Text.Json.Nodes;
using Gateway.Tools.Audit;
using static Gateway.UnitTests.Tools.Audit.AuditedFile;

namespace Gateway.UnitTests.Tools.Audit;

/// <summary>The log against the text of SARIF 2.1.0, whose objects are closed: what it requires is there, and nothing that it does not know.</summary>
public sealed class SarifLogTests
{
    private static readonly IgnoreEntry Ignored = new("OP-004", "a GET /x", "because", null, "routes.audit.json:7");

    private static readonly JsonObject Log = SarifLog.Of([.. FindingsIn(
        With(
            operations: """ "GET /x": { "AnyToken": true }, "PUT /{id:int}": { "Public": true, "Why": "w" }, "GET /": "read:a" """,
            owner: "\"KeepPrefix\": true"),
        Ignored,
        new IgnoreEntry("SC-002", "b", "no", new DateOnly(2020, 1, 1), "routes.audit.json:8"))]);

    /// <summary>Object, the members that it has to have, and those of the others that the log uses.</summary>
    private static readonly Dictionary<string, (string[] Required, string[] Optional)> Shapes = new()
    {
        ["log"] = (["version", "runs"], ["$schema"]),
        ["run"] = (["tool"], ["results"]),
        ["tool"] = (["driver"], []),
        ["driver"] = (["name"], ["semanticVersion", "rules"]),
        ["rule"] = (["id"], ["shortDescription", "help", "defaultConfiguration", "properties"]),
        ["text"] = (["text"], []),
        ["configuration"] = ([], ["level"]),
        ["result"] = (["message"], ["ruleId", "ruleIndex", "level", "locations", "partialFingerprints", "suppressions"]),
        ["location"] = ([], ["physicalLocation", "logicalLocations"]),
        ["physicalLocation"] = (["artifactLocation"], ["region"]),
        ["artifactLocation"] = ([], ["uri"]),
        ["region"] = (["startLine"], []),
        ["logicalLocation"] = ([], ["fullyQualifiedName"]),
        ["suppression"] = (["kind"], ["status", "justification"]),
    };

    private static JsonObject Run => Log["runs"]!.AsArray().Single()!.AsObject();

    private static IEnumerable<JsonObject> Rules => Run["tool"]!["driver"]!["rules"]!.AsArray().Select(rule => rule!.AsObject());

    private static IEnumerable<JsonObject> Results => Run["results"]!.AsArray().Select(result => result!.AsObject());

    [Fact]
    public void Every_object_has_the_members_that_the_standard_requires_and_no_unknown_ones()
    {
        Is("log", Log);
        Is("run", Run);
        Is("tool", Run["tool"]);
        Is("driver", Run["tool"]!["driver"]);
        Assert.All(Rules, rule =>
        {
            Is("rule", rule);
            Is("text", rule["shortDescription"]);
            Is("text", rule["help"]);
            Is("configuration", rule["defaultConfiguration"]);
        });
        Assert.All(Results, result =>
        {
            Is("result", result);
            Is("text", result["message"]);
            var location = Assert.Single(result["locations"]!.AsArray());
            Is("location", location);
            Is("physicalLocation", location!["physicalLocation"]);
            Is("artifactLocation", location["physicalLocation"]!["artifactLocation"]);
            Is("region", location["physicalLocation"]!["region"]);
            Is("logicalLocation", Assert.Single(location["logicalLocations"]!.AsArray()));
            Assert.All(result["suppressions"]!.AsArray(), suppression => Is("suppression", suppression));
        });
    }

    [Fact]
    public void It_is_a_log_of_version_2_1_0_with_every_rule()
    {
        Assert.Equal("2.1.0", (string?)Log["version"]);
        Assert.EndsWith("/sarif-schema-2.1.0.json", (string?)Log["$schema"], StringComparison.Ordinal);
        Assert.Equal(AuditRules.All.Select(rule => rule.Id), Rules.Select(rule => (string?)rule["id"]));
        Assert.Matches(@"^\d+\.\d+\.\d+$", (string?)Run["tool"]!["driver"]!["semanticVersion"]);
    }

    [Fact]
    public void A_result_names_its_rule_by_id_and_by_index_and_has_its_level()
    {
        Assert.Equal(
            ["OP-001 error", "OP-004 warning", "IGN-001 warning", "API-001 note"],
            Results.Select(result => $"{result["ruleId"]} {result["level"]}"));
        Assert.All(Results, result =>
        {
            var rule = Rules.ElementAt((int)result["ruleIndex"]!);
            Assert.Equal((string?)result["ruleId"], (string?)rule["id"]);
            Assert.Equal((string?)result["level"], (string?)rule["defaultConfiguration"]!["level"]);
        });
    }

    [Fact]
    public void Each_severity_has_a_score_in_its_own_range()
    {
        var scores = AuditRules.All.Zip(Rules, (rule, written) => (rule.Severity, Score: (string?)written["properties"]!["security-severity"])).Distinct();

        Assert.Equal(
            [(Severity.Low, "2.0"), (Severity.Medium, "5.5"), (Severity.High, "8.0"), (Severity.Critical, "9.5")],
            scores.OrderBy(one => one.Severity));
    }

    [Fact]
    public void The_braces_of_a_path_do_not_look_like_placeholders()
    {
        Assert.Equal("\"a PUT /{{id:int}}\" is public and writes. Ask for a scope.", (string?)Results.First()["message"]!["text"]);
        Assert.Equal("a PUT /{id:int}", (string?)Results.First()["locations"]![0]!["logicalLocations"]![0]!["fullyQualifiedName"]);
    }

    [Fact]
    public void A_result_is_where_it_is_written()
    {
        Assert.Equal(
            ["routes.json:7", "routes.json:7", "routes.audit.json:8", "routes.json:6"],
            Results.Select(result => result["locations"]![0]!["physicalLocation"]!)
                .Select(place => $"{place["artifactLocation"]!["uri"]}:{place["region"]!["startLine"]}"));
    }

    [Theory]
    [InlineData("my policy/routes{1}.json:3", "my%20policy/routes%7B1%7D.json")]
    [InlineData("../routes.json:3", "../routes.json")]
    [InlineData("/srv/my policy/routes.json:3", "file:///srv/my%20policy/routes.json")]
    public void A_file_is_named_by_a_uri(string place, string uri)
    {
        var log = SarifLog.Of([new Finding(AuditRules.ExpiredEntry, new Spot("x", place))]);

        var location = log["runs"]![0]!["results"]![0]!["locations"]![0]!["physicalLocation"]!;
        Assert.Equal(uri, (string?)location["artifactLocation"]!["uri"]);
        Assert.Equal(3, (int?)location["region"]!["startLine"]);
        Assert.True(Uri.IsWellFormedUriString(uri, UriKind.RelativeOrAbsolute));
    }

    [Fact]
    public void An_ignored_result_is_suppressed_with_its_reason_and_the_others_say_that_they_are_not()
    {
        Assert.Equal([0, 1, 0, 0], Results.Select(result => result["suppressions"]!.AsArray().Count));
        var suppression = Results.ElementAt(1)["suppressions"]![0]!;
        Assert.Equal(("external", "accepted", "because"), ((string?)suppression["kind"], (string?)suppression["status"], (string?)suppression["justification"]));
    }

    [Fact]
    public void A_finding_keeps_its_fingerprint_when_its_line_moves()
    {
        Assert.Equal("OP-004 a GET /x", (string?)Results.ElementAt(1)["partialFingerprints"]!["ruleAt/v1"]);
        Assert.Distinct(Results.Select(result => result["partialFingerprints"]!.ToJsonString()));
    }

    private static void Is(string shape, JsonNode? node)
    {
        var names = node!.AsObject().Select(member => member.Key).ToList();
        var (required, optional) = Shapes[shape];
        Assert.Empty(required.Except(names));
        Assert.Empty(names.Except(required).Except(optional));
    }
}
