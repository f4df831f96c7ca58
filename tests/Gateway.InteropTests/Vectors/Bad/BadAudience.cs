using System.Text.Json.Nodes;
using static Gateway.InteropTests.Vectors.Bad.BadVectors;

namespace Gateway.InteropTests.Vectors.Bad;

/// <summary>For whom it was made, and by whom.</summary>
internal static class BadAudience
{
    private static readonly string[] Others =
    [
        "payroll", "", "timesheet", "timesheets2", "old-timesheets", "TIMESHEETS", "timesheets/", " timesheets", "timesheets payroll",
    ];

    public static IEnumerable<VectorCase> Cases(BadVectors bad)
    {
        const string Replay = "it is for another API: whoever received it there could replay it here";
        const string Text = "aud is a string, and the one API";
        foreach (var other in Others)
        {
            yield return Case($"The audience \"{other}\"", Replay, With("aud", other));
        }

        yield return Case("The audience in an array", Text, With("aud", new JsonArray("timesheets")));
        yield return Case("Two audiences", Text, With("aud", new JsonArray("payroll", "timesheets")));
        foreach (var other in (string[])["https://login.example.com", "Gateway", "gateway/", ""])
        {
            yield return Case($"The issuer \"{other}\"", "it is not the gateway's name", With("iss", other));
        }

        string With(string member, JsonNode value) => bad.Draft(member, payload => payload[member] = value).Signed();
    }
}
