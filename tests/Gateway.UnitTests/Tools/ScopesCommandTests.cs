using System.Text.Json;
using Gateway.Testing;

namespace Gateway.UnitTests.Tools;

public sealed class ScopesCommandTests : IDisposable
{
    private const string Policy = """
        {
          "Version": 1,
          "Issuers": { "main": { "Issuer": "https://issuer.example", "Audience": "api" }, "other": { "Issuer": "https://other.example", "Audience": "api" } },
          "Scopes": {
            "read": "Read",
            "write": { "Description": "Write", "Implies": ["read"] },
            "admin": { "Description": "All", "Implies": ["write"] },
            "audit": "Audit",
            "spare": { "Description": "Spare", "Implies": ["old"] },
            "old": "Old"
          },
          "Apis": {
            "a": {
              "Prefix": "/a", "Upstream": "http://a",
              "Operations": {
                "GET /": "read",
                "PUT /": { "Scopes": "write", "Caller": "user", "Issuers": ["other"] },
                "GET /log": { "Scopes": { "AllOf": ["read", "audit"] } },
                "GET /any": { "Scopes": { "AnyOf": ["audit", { "AllOf": ["read", "write"] }] } },
                "GET /me": { "AnyToken": true },
                "GET /open": { "Public": true, "Why": "w" }
              }
            }
          }
        }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_catalogue_says_of_each_scope_which_operations_ask_for_it_and_what_implies_it()
    {
        var run = await RunAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            """
            read: Read (implied by write, admin)
                a GET /
                a GET /log
                a GET /any
            write: Write (implied by admin)
                a PUT /
                a GET /any
            admin: All
            audit: Audit
                a GET /log
                a GET /any
            spare: Spare
            old: Old (implied by spare)

            """,
            run.Out);
    }

    [Fact]
    public async Task A_scope_that_implies_one_that_is_asked_for_is_not_unused()
    {
        Assert.Equal("spare: Spare\nold: Old (implied by spare)\n", (await RunAsync("--unused")).Out);
    }

    [Theory]
    [InlineData("read", "a GET /, a GET /me")]
    [InlineData("write", "a GET /, a PUT /, a GET /any, a GET /me")]
    [InlineData("admin", "a GET /, a PUT /, a GET /any, a GET /me")]
    [InlineData("audit", "a GET /any, a GET /me")]
    [InlineData("old", "a GET /me")]
    public async Task A_scope_alone_opens_what_it_suffices_for_by_itself_or_by_what_it_implies(string scope, string operations)
    {
        var json = JsonDocument.Parse((await RunAsync("--who", scope, "--format", "json")).Out).RootElement;

        Assert.Equal(scope, json.GetProperty("scope").GetString());
        Assert.Equal(operations, string.Join(", ", json.GetProperty("opens").EnumerateArray().Select(one => one.GetProperty("operation").GetString())));
    }

    [Fact]
    public async Task What_else_an_operation_asks_of_the_caller_stands_beside_it()
    {
        Assert.Equal(
            """
            OPERATION   NEEDS
            a GET /     read
            a PUT /     write; user; issuers other
            a GET /any  audit OR (read AND write)
            a GET /me   any token

            """,
            (await RunAsync("--who", "write")).Out);
    }

    [Fact]
    public async Task Json_has_the_catalogue()
    {
        var json = JsonDocument.Parse((await RunAsync("--format", "json")).Out).RootElement;

        Assert.Equal(1, json.GetProperty("schema_version").GetInt32());
        var scope = json.GetProperty("scopes")[1];
        Assert.Equal("write|Write|[\"admin\"]|[\"a PUT /\",\"a GET /any\"]", string.Join('|', new[] { "scope", "description", "implied_by", "operations" }
            .Select(name => scope.GetProperty(name)).Select(value => value.ValueKind == JsonValueKind.String ? value.GetString() : JsonSerializer.Serialize(value))));
        Assert.EndsWith("routes.json:6", scope.GetProperty("place").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scope_that_is_not_in_the_catalogue_opens_nothing_and_says_so()
    {
        var run = await RunAsync("--who", "wrte");

        Assert.Equal((2, "", "\"wrte\" is not in the catalogue (Scopes); did you mean \"write\"?\n"), (run.ExitCode, run.Out, run.Error));
    }

    private async Task<CommandRun> RunAsync(params string[] arguments)
    {
        var path = Path.Combine(folder.FullName, "routes.json");
        await File.WriteAllTextAsync(path, Policy);
        return await CommandRun.OfAsync(["scopes", "--routes", path, "--env", "Production", .. arguments]);
    }
}
