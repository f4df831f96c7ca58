using System.Buffers.Text;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Downstream;
using Gateway.InteropTests.Vectors;

namespace Gateway.InteropTests.Recipes;

/// <summary>What <c>docs/downstream.md</c> lists is what there is: headers, members, files and commands.</summary>
public sealed partial class DownstreamDocumentTests
{
    private static readonly string Document = Repository.Read("docs", "downstream.md");

    [Fact]
    public void It_lists_the_headers_that_a_service_is_told_in()
    {
        var headers = typeof(ClaimHeaders).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(name => name.StartsWith(ClaimHeaders.Prefix, StringComparison.Ordinal) && name != ClaimHeaders.Prefix);
        Assert.Equal(headers.Order(), Rows("## What you are told").Select(row => row.Name).Order());
    }

    [Fact]
    public async Task It_lists_the_members_that_the_gateway_writes_into_an_assertion()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'", "'ForwardClaims': ['tenant'],");
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read", payload => payload["tenant"] = "a")).IsFromServiceAsync();
        var parts = api.Service.Only.Header(ClaimHeaders.Assertion)!.Split('.');
        Assert.Equal(Names(parts[0]), Example().Matches(Document).Select(match => match.Groups["name"].Value).Order());
        Assert.Equal(Names(parts[1]), Rows("## The assertion").Select(row => row.Name).Order());
    }

    /// <summary>Every good vector has them, and there is a bad one without each.</summary>
    [Fact]
    public void It_says_which_of_them_are_always_there()
    {
        var always = Rows("## The assertion").Where(row => row.Last == "always").Select(row => row.Name).Order().ToArray();
        const string Without = "Without ";
        var bad = Cases("bad.json").Select(one => (string)one!["name"]!).Where(name => name.StartsWith(Without, StringComparison.Ordinal));
        Assert.Equal(always, bad.Select(name => name[Without.Length..]).Order());
        Assert.All(Cases("good.json"), one => Assert.Empty(always.Except(Names(((string)one!["assertion"]![0]!).Split('.')[1]))));
    }

    [Fact]
    public void It_lists_the_members_of_the_vectors()
    {
        var names = VectorFiles.Read("bad.json").Select(member => member.Key)
            .Concat(Cases("good.json").Concat(Cases("bad.json")).SelectMany(one => one!.AsObject().Select(member => member.Key)))
            .Distinct(StringComparer.Ordinal);
        Assert.Equal(names.Order(), Rows("## Test vectors").Select(row => row.Name).Order());
    }

    /// <summary>The commands are those that the other tests here run.</summary>
    [Fact]
    public void Its_commands_are_those_that_start_the_recipes()
    {
        var unquoted = Document.Replace("'", "", StringComparison.Ordinal);
        Assert.All(Recipe.Commands, commands =>
        {
            Assert.Matches($@"\nGATEWAY_URL=\S+ AUDIENCE=\S+ PORT=\d+ {Regex.Escape(commands.Serve)}\n", unquoted);
            Assert.Contains($"\n{commands.VerifyVectors} ../../../docs/vectors\n", unquoted, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_file_it_links_to_or_tells_to_copy_exists()
    {
        foreach (var target in Link().Matches(Document).Select(match => match.Groups["target"].Value))
        {
            var path = Path.Combine(Repository.Root, "docs", target);
            Assert.True(File.Exists(path) || Directory.Exists(path), target);
        }

        var recipes = Directory.EnumerateFiles(Repository.PathOf("sample-services/Recipes"), "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName);
        string[] named = [.. SourceFile().Matches(Document).Select(match => match.Value)];
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(recipes));
    }

    /// <summary>The first cells of the first table below a heading, one for each name in them, with the last cell of their row.</summary>
    private static IEnumerable<(string Name, string Last)> Rows(string heading)
    {
        var section = Document[Document.IndexOf($"\n{heading}\n", StringComparison.Ordinal)..];
        var rows = section.Split('\n').SkipWhile(line => !line.StartsWith("| ---", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|'));
        return rows.SelectMany(cells => Code().Matches(cells[1]).Select(name => (name.Groups["name"].Value, cells[^2].Trim())));
    }

    private static JsonArray Cases(string file) => VectorFiles.Read(file)["cases"]!.AsArray();

    private static IEnumerable<string> Names(string part) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject().Select(member => member.Key).Order();

    [GeneratedRegex(@"`(?<name>[^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<=^\{.*)""(?<name>\w+)"":(?=.*\}$)", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex(@"\]\((?<target>[^)#:]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[\w-]+\.(?:mjs|py|java|go)\b")]
    private static partial Regex SourceFile();
}
