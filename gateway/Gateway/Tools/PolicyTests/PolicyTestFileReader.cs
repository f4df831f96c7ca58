using System.Collections.Immutable;
using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.PolicyTests;

/// <summary>
/// Reads a file of policy tests as strictly as the routes file, and against it: a persona, scope, issuer or operation that is not there is
/// a mistake, since a test about nothing would pass for ever.
/// </summary>
internal sealed class PolicyTestFileReader
{
    private const string Smallest = "{ \"Version\": 1, \"Personas\": { … }, \"Tests\": [ … ] }";

    private readonly RouteTable table;
    private readonly MistakeList mistakes;

    private PolicyTestFileReader(RouteTable table, MistakeList mistakes)
    {
        this.table = table;
        this.mistakes = mistakes;
    }

    public static PolicyTestFileResult Read(string path, RouteTable table)
    {
        var mistakes = new MistakeList(path);
        return PlainFile.Read(path, mistakes) is { } content
            ? Read(path, content, table)
            : new PolicyTestFileResult(null, mistakes.InOrder());
    }

    public static PolicyTestFileResult Read(string fileName, ReadOnlyMemory<byte> content, RouteTable table)
    {
        var mistakes = new MistakeList(fileName);
        var file = JsonTree.Parse(content, mistakes, Smallest) is { } root ? new PolicyTestFileReader(table, mistakes).Read(root) : null;
        return new PolicyTestFileResult(mistakes.IsEmpty ? file : null, mistakes.InOrder());
    }

    private PolicyTestFile? Read(JsonNode root)
    {
        if (ObjectReader.Open(root, "the file", mistakes, PolicyTestMembers.OfFile.Names()) is not { } reader)
        {
            return null;
        }

        reader.Text("$schema");
        reader.RequireVersion();
        var written = reader.Require("Personas", reader.FileStart, "who calls")?.Value;
        var members = written is null ? [] : JsonValue.NonEmptyMembers(written, "\"Personas\"", mistakes);
        var entry = new PersonaEntry(table, mistakes);
        var read = members.Select(entry.Read).OfType<Persona>();
        var personas = new PersonaList(members.Select(member => member.Name), [.. read], mistakes);
        return new PolicyTestFile(mistakes.FileName, personas.Read, ReadTests(reader, personas), ReadReaches(reader, personas));
    }

    private ImmutableArray<PolicyTest> ReadTests(ObjectReader reader, PersonaList personas)
    {
        var entry = new PolicyTestEntry(table, personas, mistakes);
        var items = reader.Find("Tests") is { } tests ? JsonValue.NonEmptyItems(tests.Value, "\"Tests\"", mistakes) : [];
        return [.. items.Select(entry.Read).OfType<PolicyTest>()];
    }

    private ImmutableArray<PolicyReach> ReadReaches(ObjectReader reader, PersonaList personas)
    {
        var entry = new PolicyReachEntry(table, personas, mistakes);
        var members = reader.Find("Reach") is { } reach ? JsonValue.NonEmptyMembers(reach.Value, "\"Reach\"", mistakes) : [];
        return [.. members.Select(entry.Read).OfType<PolicyReach>()];
    }
}
