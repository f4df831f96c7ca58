using System.Text;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.UnitTests.Routes;

public sealed class JsonMergePatchTests
{
    /// <summary>RFC 7396 appendix A, whole. In three of its cases something is removed that is not there.</summary>
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", """{}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""", "c")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""["a","b"]""", """["c","d"]""", """["c","d"]""")]
    [InlineData("""{"a":"b"}""", """["c"]""", """["c"]""")]
    [InlineData("""{"a":"foo"}""", """null""", """null""")]
    [InlineData("""{"a":"foo"}""", """ "bar" """, "\"bar\"")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("""[1,2]""", """{"a":"b","c":null}""", """{"a":"b"}""", "c")]
    [InlineData("""{}""", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""", "ccc")]
    public void It_does_what_the_RFC_shows(string original, string patch, string result, string? removedInVain = null)
    {
        var mistakes = new MistakeList("original");

        var patched = JsonMergePatch.Apply(Parse(original, mistakes), Parse(patch, mistakes.In("patch")), mistakes);

        Assert.Equal(result, Encoding.UTF8.GetString(JsonTreeWriter.Write(patched)));
        Assert.Equal(
            removedInVain is null ? [] : [("patch", MistakeCode.NothingToRemove, removedInVain)],
            mistakes.InOrder().Select(mistake => (mistake.File, mistake.Code, mistake.Message.Split('"')[1])));
    }

    [Fact]
    public void What_is_merged_keeps_its_place_and_what_is_replaced_or_added_has_its_new_one()
    {
        var mistakes = new MistakeList("original");
        var original = Parse("{\n\"merged\": {\n\"kept\": 1,\n\"replaced\": 2\n},\n\"list\": [3],\n\"becomes\": 4 }", mistakes);
        var patch = Parse("{ \"merged\": { \"replaced\": 5, \"added\": 6 }, \"list\": [7],\n\"becomes\": { \"an\": \"object\" } }", mistakes.In("patch"));

        var patched = Assert.IsType<JsonObject>(JsonMergePatch.Apply(original, patch, mistakes));

        Assert.Equal(
            "merged original:2, list patch:1, becomes patch:2",
            string.Join(", ", patched.Members.Select(member => $"{member.Name} {member.Place}")));
        Assert.Equal(
            "kept original:3, replaced patch:1, added patch:1",
            string.Join(", ", ((JsonObject)patched.At("merged")!).Members.Select(member => $"{member.Name} {member.Value.Place}")));
        Assert.Equal(("original:1", "patch:1", "patch:2"), (patched.Place.ToString(), patched.At("list")!.Place.ToString(), patched.At("becomes")!.Place.ToString()));
    }

    private static JsonNode Parse(string json, MistakeList mistakes) => JsonTree.Parse(Encoding.UTF8.GetBytes(json), mistakes)!;
}
