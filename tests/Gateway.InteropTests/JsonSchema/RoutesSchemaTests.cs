using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Routes;
using Gateway.Routes.Json;
using Gateway.Routes.Schema;
using JsonArray = Gateway.Routes.Json.JsonArray;
using JsonNode = System.Text.Json.Nodes.JsonNode;
using JsonObject = Gateway.Routes.Json.JsonObject;

namespace Gateway.InteropTests.JsonSchema;

/// <summary>
/// The schema of the routes file and the reader agree, by a validator that nobody here wrote: what one refuses the other refuses, as far as
/// JSON Schema can say it (<see cref="BeyondSchema"/>).
/// </summary>
public sealed class RoutesSchemaTests
{
    private const int MutantsOfEach = 1_500;

    private static readonly RoutesEnvironment Environment = new(Development: true, name => $"https://{name}.example/");

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    [SkippableFact]
    public Task Good_files_are_valid() => AgreeAsync(
    [
        .. Directory.GetFiles(Corpus("good"), "*.json").Select(File.ReadAllBytes).Select(WithoutComments)!,
        WithoutComments(File.ReadAllBytes(Path.Combine(Repository.Root, "appsettings.routes.json")))!,
    ]);

    /// <summary>Those that are JSON at all.</summary>
    [SkippableFact]
    public Task Bad_files_are_invalid_exactly_if_the_schema_can_say_what_is_wrong() =>
        AgreeAsync([.. Directory.GetFiles(Corpus("bad"), "*.json").Select(File.ReadAllBytes).Select(WithoutComments).OfType<string>()]);

    [SkippableTheory]
    [InlineData("tests/Gateway.UnitTests/Routes/good/everything.json")]
    [InlineData("appsettings.routes.json")]
    public Task Files_with_a_slip_of_the_hand_are_invalid_exactly_if_the_schema_can_say_what_is_wrong(string file)
    {
        var original = JsonNode.Parse(WithoutComments(File.ReadAllBytes(Path.Combine(Repository.Root, file)))!)!;
        var mutants = new Mutants(original, seed: 1);
        return AgreeAsync([.. Enumerable.Range(0, MutantsOfEach).Select(_ => mutants.Next().ToJsonString(Plain))]);
    }

    private static async Task AgreeAsync(IReadOnlyList<string> documents)
    {
        var verdicts = await SchemaValidator.ValidateAsync(RoutesShape.Schema, documents);
        var disagreements = documents.Zip(verdicts, Disagreement).OfType<string>().ToList();
        Assert.True(disagreements.Count == 0, $"{disagreements.Count} of {documents.Count}:\n" + string.Join('\n', disagreements.Take(60)));
    }

    private static string? Disagreement(string document, string verdict)
    {
        var mistakes = Mistakes(document);
        var expressible = mistakes.Where(mistake => BeyondSchema.Reason(mistake) is null).ToList();
        return (verdict == "valid") == (expressible.Count == 0)
            ? null
            : $"schema: {verdict}\nreader: {(mistakes.Count == 0 ? "valid" : string.Join("; ", mistakes.Select(mistake => $"{mistake.Code} {mistake.Message}")))}";
    }

    /// <summary>Without those that come of a variable's value, which the schema does not know.</summary>
    private static List<Mistake> Mistakes(string document)
    {
        var content = Encoding.UTF8.GetBytes(document);
        var variables = Texts(JsonTree.Parse(content, new MistakeList(""))!)
            .Where(text => text.Value.Contains("${", StringComparison.Ordinal))
            .Select(text => text.Place)
            .ToHashSet();
        return
        [
            .. RouteTableReader.Read("routes.json", content, Environment).Mistakes.Where(mistake =>
                mistake.Code is MistakeCode.BadVariable or MistakeCode.VariableNotAllowed or MistakeCode.DuplicateValue
                || !variables.Contains(new Place(mistake.Line, mistake.Column))),
        ];
    }

    private static IEnumerable<JsonText> Texts(Routes.Json.JsonNode node) => node switch
    {
        JsonText text => [text],
        JsonArray list => list.Items.SelectMany(Texts),
        JsonObject map => map.Members.SelectMany(member => Texts(member.Value)),
        _ => [],
    };

    /// <summary>Null when it is no JSON even so.</summary>
    private static string? WithoutComments(byte[] file)
    {
        try
        {
            var content = file.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? file.AsMemory(Encoding.UTF8.Preamble.Length) : file;
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return JsonSerializer.Serialize(document.RootElement, Plain);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Corpus(string folder) => Path.Combine(Repository.Root, "tests", "Gateway.UnitTests", "Routes", folder);
}
