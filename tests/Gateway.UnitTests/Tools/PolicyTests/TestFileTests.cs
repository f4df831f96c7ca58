using System.Reflection;
using System.Text;
using Gateway.Tools.PolicyTests;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Tools.PolicyTests;

/// <summary><c>bad/NAME.json</c> has exactly the mistakes in <c>bad/NAME.txt</c>, one a line, against <see cref="PolicyFiles.Policy"/>.</summary>
public sealed class TestFileTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Gateway.UnitTests", "Tools", "PolicyTests", "bad");

    public static TheoryData<string> Bad =>
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_file_gets_exactly_these_messages(string name)
    {
        var result = PolicyTestFileReader.Read($"{name}.json", File.ReadAllBytes(Path.Combine(Folder, $"{name}.json")), PolicyFiles.Policy);

        Assert.Equal(File.ReadAllText(Path.Combine(Folder, $"{name}.txt")), string.Concat(result.Mistakes.Select(mistake => $"{mistake}\n")));
        Assert.Null(result.File);
    }

    [Fact]
    public void Every_code_of_its_own_is_in_a_bad_file()
    {
        var codes = typeof(PolicyTestMistakeCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        var shown = Directory.GetFiles(Folder, "*.txt").SelectMany(File.ReadLines).Select(line => line.Split(' ')[1]);

        Assert.Empty(codes.Except(shown));
    }

    [Fact]
    public void Each_kind_of_entry_is_read()
    {
        var file = PolicyFiles.Read("""
            {
              "$schema": "./docs/policy.tests.schema.json",
              "Version": 1,
              "Personas": { "nobody": null, "alice": { "Client": "app", "Scopes": ["read"] } }, // a comment
              "Tests": [
                { "As": "alice", "Request": "GET   /notes", "Expect": "allow" },
                { "As": "alice", "Request": "POST /notes", "Expect": 403, "Code": "insufficient_scope", "Missing": ["write"], "Why": "reading only" },
              ],
              "Reach": { "nobody": [], "alice": ["notes GET /", "notes GET /me"] }
            }
            """);

        Assert.Equal(["nobody", "alice"], file.Personas.Select(persona => persona.Name));
        Assert.Equal(["alice GET /notes", "alice POST /notes"], file.Tests.Select(test => test.Name));
        Assert.Equal((403, "insufficient_scope", "reading only", "policy.tests.json:7"),
            (file.Tests[1].Expect.Status, file.Tests[1].Expect.Code, file.Tests[1].Why, file.Tests[1].Place));
        Assert.Equal(["write"], file.Tests[1].Expect.Missing!);
        Assert.Equal(["Reach of nobody", "Reach of alice"], file.Reaches.Select(reach => reach.Name));
        Assert.Equal(["notes GET /", "notes GET /me"], file.Reaches[1].Operations.Select(operation => operation.Id));
    }

    [Fact]
    public void The_only_issuer_need_not_be_named_and_one_of_several_has_to_be()
    {
        var policy = RoutesFiles.Compile("""
            {
              "Version": 1,
              "Issuers": {
                "staff": { "Issuer": "https://staff.example", "Audience": "api" },
                "partner": { "Issuer": "https://partner.example", "Audience": "api" }
              },
              "Apis": { "a": { "Prefix": "/a", "Upstream": "http://a", "Operations": { "GET /": { "AnyToken": true } } } }
            }
            """);

        var result = PolicyTestFileReader.Read(
            "policy.tests.json", Encoding.UTF8.GetBytes("""{ "Version": 1, "Personas": { "alice": { "Client": "app" } } }"""), policy);

        Assert.Equal(
            "policy.tests.json:1:31 missing-member persona \"alice\" has no \"Issuer\": whose token it has, one of the routes file's (staff, partner)",
            Assert.Single(result.Mistakes).ToString());
    }

    [Fact]
    public void Where_no_issuer_is_accepted_nobody_has_a_token()
    {
        var policy = RoutesFiles.Compile("""
            { "Version": 1, "Apis": { "a": { "Prefix": "/a", "Upstream": "http://a", "Operations": { "GET /": { "Public": true, "Why": "open" } } } } }
            """);

        var result = PolicyTestFileReader.Read(
            "policy.tests.json", Encoding.UTF8.GetBytes("""{ "Version": 1, "Personas": { "nobody": null, "alice": { "Client": "app" } } }"""), policy);

        Assert.Equal(
            "policy.tests.json:1:47 no-issuer the routes file has no \"Issuers\": nobody's token is accepted, and a persona can only be null",
            Assert.Single(result.Mistakes).ToString());
    }
}
