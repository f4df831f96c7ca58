using System.Collections.Immutable;

namespace Gateway.Tools.Import;

/// <summary>What an operation of the routes file in the making asks for.</summary>
/// <param name="Json">As the file writes it.</param>
/// <param name="Open">What a person has to decide first; null: nothing.</param>
internal sealed record DraftRequirement(string Json, bool NeedsToken, string? Open = null)
{
    public static readonly DraftRequirement AnyToken = new("""{ "AnyToken": true }""", NeedsToken: true);

    /// <summary>An object that asks for nothing is a mistake: the file does not load, and the message says what to write.</summary>
    public static DraftRequirement Undecided(string why) => new("{}", NeedsToken: false, why);

    public static DraftRequirement Public(string why) => new($$"""{ "Public": true, "Why": {{JsonForm.Quote(why)}} }""", NeedsToken: false);

    /// <summary>One of the alternatives has to hold, each a list of scopes that all have to be there.</summary>
    public static DraftRequirement Of(ImmutableArray<ImmutableArray<string>> alternatives)
    {
        if (alternatives.Any(alternative => alternative.IsEmpty))
        {
            return AnyToken;
        }

        return alternatives is [[var only]]
            ? new DraftRequirement(JsonForm.Quote(only), NeedsToken: true)
            : new DraftRequirement($$"""{ "Scopes": {{Scopes(alternatives)}} }""", NeedsToken: true);
    }

    /// <summary>The scopes, as <c>Scopes</c> has them.</summary>
    public static string Scopes(ImmutableArray<ImmutableArray<string>> alternatives) =>
        alternatives is [var all] ? AllOf(all) : $$"""{ "AnyOf": [{{string.Join(", ", alternatives.Select(AllOf))}}] }""";

    private static string AllOf(ImmutableArray<string> scopes) =>
        scopes is [var one] ? JsonForm.Quote(one) : $$"""{ "AllOf": [{{string.Join(", ", scopes.Select(JsonForm.Quote))}}] }""";
}
