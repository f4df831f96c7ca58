using Gateway.Routes;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;

namespace Gateway.InteropTests.JsonSchema;

/// <summary>The schema of the routes file and its reader refuse the same.</summary>
public sealed class RoutesSchemaTests
{
    private static readonly RoutesEnvironment Environment = new("Development", name => $"https://{name}.example/");

    [SkippableFact]
    public Task Good_files_are_valid() =>
        AgreeAsync([.. Corpus("good").Append(Repository.PathOf("appsettings.routes.json")).Select(SchemaAgreement.WithoutComments).OfType<string>()]);

    /// <summary>Those that are JSON at all.</summary>
    [SkippableFact]
    public Task Bad_files_are_invalid_exactly_if_the_schema_can_say_what_is_wrong() =>
        AgreeAsync([.. Corpus("bad").Select(SchemaAgreement.WithoutComments).OfType<string>()]);

    [SkippableTheory]
    [InlineData("tests/Gateway.UnitTests/Routes/good/everything.json", 1_500)]
    [InlineData("appsettings.routes.json", 500)]
    public Task Files_with_a_slip_of_the_hand_are_invalid_exactly_if_the_schema_can_say_what_is_wrong(string file, int count) =>
        AgreeAsync(SchemaAgreement.Mutants(Repository.PathOf(file), count));

    private static Task AgreeAsync(IReadOnlyList<string> documents) => SchemaAgreement.AssertAsync(RoutesShape.Schema, documents, Mistakes);

    /// <summary>Without those that come of a variable's value, which the schema does not know.</summary>
    private static IEnumerable<Mistake> Mistakes(byte[] document)
    {
        var variables = Texts(JsonTree.Parse(document, new MistakeList("routes.json"))!)
            .Where(text => text.Value.Contains("${", StringComparison.Ordinal))
            .Select(text => text.Place)
            .ToHashSet();
        return RouteTableReader.Read("routes.json", document, Environment).Mistakes.Where(mistake =>
            mistake.Code is MistakeCode.BadVariable or MistakeCode.VariableNotAllowed or MistakeCode.DuplicateValue
            || !variables.Contains(new Place(mistake.File, mistake.Line, mistake.Column)));
    }

    private static IEnumerable<JsonText> Texts(JsonNode node) => node switch
    {
        JsonText text => [text],
        JsonArray list => list.Items.SelectMany(Texts),
        JsonObject map => map.Members.SelectMany(member => Texts(member.Value)),
        _ => [],
    };

    private static string[] Corpus(string folder) => Directory.GetFiles(Repository.PathOf($"tests/Gateway.UnitTests/Routes/{folder}"), "*.json");
}
