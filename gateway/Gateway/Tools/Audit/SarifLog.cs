using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Gateway.Tools.Audit;

/// <summary>Findings as code hosts and editors show them at their lines: Static Analysis Results Interchange Format (SARIF) 2.1.0, OASIS.</summary>
internal static class SarifLog
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    public static JsonObject Of(ImmutableArray<Finding> findings) => new()
    {
        ["$schema"] = Schema,
        ["version"] = "2.1.0",
        ["runs"] = new JsonArray(new JsonObject
        {
            ["tool"] = new JsonObject { ["driver"] = Driver() },
            ["results"] = new JsonArray([.. findings.Select(Result)]),
        }),
    };

    private static JsonObject Driver() => new()
    {
        ["name"] = "Gateway",
        ["semanticVersion"] = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3),
        ["rules"] = new JsonArray([.. AuditRules.All.Select(Rule)]),
    };

    private static JsonObject Rule(AuditRule rule) => new()
    {
        ["id"] = rule.Id,
        ["shortDescription"] = Text(rule.Finding),
        ["help"] = Text(rule.Fix),
        ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.Severity) },
        // SARIF has three levels; this is how code hosts tell four apart: a score as of CVSS.
        ["properties"] = new JsonObject { ["tags"] = new JsonArray("security"), ["security-severity"] = Score(rule.Severity) },
    };

    private static JsonObject Result(Finding finding) => new()
    {
        ["ruleId"] = finding.Rule.Id,
        ["ruleIndex"] = AuditRules.All.IndexOf(finding.Rule),
        ["level"] = Level(finding.Rule.Severity),
        ["message"] = Text($"{finding.Message}. {finding.Rule.Fix}"),
        ["locations"] = new JsonArray(Location(finding.Spot)),
        // A line that moves is no other finding.
        ["partialFingerprints"] = new JsonObject { ["ruleAt/v1"] = $"{finding.Rule.Id} {finding.Spot.At}" },
        // Section 3.27.23: on all results of a run or on none; empty says that it was looked at and is not suppressed.
        ["suppressions"] = finding.Ignored is { } entry ? new JsonArray(Suppression(entry)) : [],
    };

    private static JsonObject Location(Spot spot)
    {
        var colon = spot.Place.LastIndexOf(':');
        return new JsonObject
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = new JsonObject { ["uri"] = UriOf(spot.Place[..colon]) },
                ["region"] = new JsonObject { ["startLine"] = int.Parse(spot.Place.AsSpan(colon + 1), null) },
            },
            ["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = spot.At }),
        };
    }

    private static JsonObject Suppression(IgnoreEntry entry) => new()
    {
        ["kind"] = "external",
        ["status"] = "accepted",
        ["justification"] = entry.Why,
    };

    /// <summary>A file that was named relative to the working directory stays relative: on another machine it is elsewhere.</summary>
    private static string UriOf(string file) => Path.IsPathRooted(file)
        ? new Uri(file).AbsoluteUri
        : string.Join('/', file.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));

    /// <summary>Section 3.11.5: a single brace begins a placeholder, and paths are full of them.</summary>
    private static JsonObject Text(string text) => new()
    {
        ["text"] = text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal),
    };

    private static string Level(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "note",
    };

    private static string Score(Severity severity) => severity switch
    {
        Severity.Critical => "9.5",
        Severity.High => "8.0",
        Severity.Medium => "5.5",
        _ => "2.0",
    };
}
