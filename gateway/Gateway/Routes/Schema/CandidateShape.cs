namespace Gateway.Routes.Schema;

/// <summary>The <c>Candidate</c> of an operation: conditions, and until when they are on trial.</summary>
internal static class CandidateShape
{
    public static readonly Member Until = new(
        "Until",
        Values.Form("day", SchemaPattern.Day),
        "The day by which it is to be promoted or dropped. It goes on being evaluated after that.")
    {
        Required = true,
        Example = "\"2027-01-31\"",
    };

    public static readonly ObjectShape Object = new([.. RequirementShape.Conditions, Until])
    {
        // A condition beside Until.
        Rules = Rule.Of("""{ "minProperties": 2 }"""),
    };
}
