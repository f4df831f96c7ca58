using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.InteropTests.Vectors.Bad;

namespace Gateway.InteropTests.Vectors;

/// <summary>The files of <c>docs/vectors</c>: as they are, and as they are made.</summary>
internal static class VectorFiles
{
    public static readonly string Folder = Repository.PathOf("docs/vectors");

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static JsonObject Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name)))!.AsObject();

    /// <summary>The three files with new keys, by their names.</summary>
    public static Dictionary<string, JsonObject> Make()
    {
        using var keys = new VectorKeys();
        return new(StringComparer.Ordinal)
        {
            ["keys.json"] = keys.Published,
            ["good.json"] = Document(new GoodVectors(keys).All()),
            ["bad.json"] = Document(new BadVectors(keys).All()),
        };
    }

    public static void Write(string name, JsonObject file)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, name), file.ToJsonString(Readable) + "\n");
    }

    private static JsonObject Document(IEnumerable<VectorCase> cases) => new()
    {
        ["issuer"] = Draft.Issuer,
        ["audience"] = Draft.Audience,
        ["skew"] = Draft.Skew,
        ["cases"] = new JsonArray([.. cases.Select(one => one.ToJson())]),
    };
}
