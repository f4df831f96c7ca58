using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Routes;
using Gateway.Testing;

namespace Gateway.UnitTests.Routes;

/// <summary>Takes the file with every member, puts something else in the place of each value and each name, and reads it.</summary>
public sealed class MutationTests
{
    private static readonly JsonNode Whole = JsonNode.Parse(
        File.ReadAllText(RoutesFiles.PathOf("good/everything.json")),
        documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;

    private static readonly string[] Values =
        ["null", "-1.5e400", "true", "\"\"", "\"x\"", "[]", "[null]", "{\"x\":{}}"];

    [Fact]
    public void Whatever_stands_in_the_place_of_a_value_gives_a_table_or_mistakes()
    {
        foreach (var path in JsonPaths.From(Whole, []).Where(path => path.Length > 0))
        {
            foreach (var value in Values)
            {
                var file = Whole.DeepClone();
                Replace(file, path, JsonNode.Parse(value));
                AssertTableOrMistakes(file);
            }
        }
    }

    [Fact]
    public void A_file_with_a_member_under_another_name_or_without_it_gives_a_table_or_mistakes()
    {
        foreach (var path in JsonPaths.From(Whole, []).Where(path => path is [.., string]))
        {
            foreach (var name in (string?[])[null, "", "x", "GET /", "\u0000", "${X}"])
            {
                var file = Whole.DeepClone();
                var parent = JsonPaths.At(file, path[..^1]).AsObject();
                parent.Remove((string)path[^1], out var value);
                if (name is not null && !parent.ContainsKey(name))
                {
                    parent.Add(name, value);
                }

                AssertTableOrMistakes(file);
            }
        }
    }

    private static void AssertTableOrMistakes(JsonNode file)
    {
        var result = RouteTableReader.Read("mutated", Encoding.UTF8.GetBytes(file.ToJsonString()), RoutesFiles.Development);
        Assert.Equal(result.Table is null, !result.Mistakes.IsEmpty);

        // Nothing that is written is silently dropped.
        var written = result.Table is null ? 0 : file["Apis"]!.AsObject().Sum(api => api.Value!["Operations"]!.AsObject().Count);
        Assert.Equal(written, result.Table?.Operations.Length ?? 0);
    }

    private static void Replace(JsonNode file, object[] path, JsonNode? value)
    {
        var parent = JsonPaths.At(file, path[..^1]);
        if (path[^1] is string name)
        {
            parent[name] = value;
        }
        else
        {
            parent[(int)path[^1]] = value;
        }
    }
}
