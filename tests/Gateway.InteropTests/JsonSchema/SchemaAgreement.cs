using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Routes;

namespace Gateway.InteropTests.JsonSchema;

/// <summary>
/// A schema and the reader of the same file agree about documents, by a validator that nobody here wrote: a document is invalid exactly if it
/// has a mistake that JSON Schema can express (<see cref="BeyondSchema"/>).
/// </summary>
internal static class SchemaAgreement
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    public static async Task AssertAsync(string schema, IReadOnlyList<string> documents, Func<byte[], IEnumerable<Mistake>> read)
    {
        var verdicts = await SchemaValidator.ValidateAsync(schema, documents);
        var disagreements = documents.Zip(verdicts, Disagreement).OfType<string>().ToList();
        Assert.True(disagreements.Count == 0, $"{disagreements.Count} of {documents.Count}:\n{string.Join('\n', disagreements.Take(20))}");

        string? Disagreement(string document, string verdict)
        {
            var mistakes = read(Encoding.UTF8.GetBytes(document)).ToList();
            return (verdict == "valid") == mistakes.TrueForAll(mistake => BeyondSchema.Reason(mistake) is not null)
                ? null
                : $"{document}\n  schema: {verdict}\n  reader: {string.Join("; ", mistakes)}";
        }
    }

    /// <summary>Files of the repository as JSON: without comments and trailing commas, which JSON Schema does not know.</summary>
    public static string? WithoutComments(string file)
    {
        var content = File.ReadAllBytes(file);
        var start = content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        try
        {
            using var document = JsonDocument.Parse(
                content.AsMemory(start), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return JsonSerializer.Serialize(document.RootElement, Plain);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Documents that differ from one of the repository in one place.</summary>
    public static IReadOnlyList<string> Mutants(string file, int count)
    {
        var mutants = new Mutants(JsonNode.Parse(WithoutComments(file)!)!, seed: 1);
        return [.. Enumerable.Range(0, count).Select(_ => mutants.Next().ToJsonString(Plain))];
    }
}
