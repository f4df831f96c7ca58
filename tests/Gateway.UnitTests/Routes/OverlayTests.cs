using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

/// <summary><c>routes.json</c> with <c>routes.Staging.json</c> beside it.</summary>
public sealed class OverlayTests : IDisposable
{
    private const string Stricter = """{ "Apis": { "a": { "Operations": { "GET /": "admin" } } } }""";

    private static readonly RoutesEnvironment Staging = new("Staging", name => name == "UPSTREAM" ? "http://staging:8080" : null);

    private readonly PolicyFolder folder = new();
    private readonly string file;

    public OverlayTests() => file = folder.Write("routes.json", RoutesFiles.WithOperations(""" "GET /": "read", "POST /": "write" """));

    [Fact]
    public void It_counts_in_its_own_environment_only()
    {
        folder.Write("routes.Staging.json", Stricter);

        Assert.Equal("admin", ScopeOf(Read(Staging), "a GET /"));
        Assert.Equal("write", ScopeOf(Read(Staging), "a POST /"));
        Assert.Equal("read", ScopeOf(Read(RoutesFiles.Production), "a GET /"));
        Assert.Equal("read", ScopeOf(Read(new RoutesEnvironment("staging", _ => null)), "a GET /"));
    }

    [Fact]
    public void An_operation_is_where_the_file_says_it_that_counts()
    {
        var overlay = folder.Write("routes.Staging.json", "{ \"Apis\": { \"a\": { \"Operations\": {\n\"GET /\": \"admin\",\n\"PUT /\": \"admin\" } } } }");
        var table = Read(Staging);

        Assert.Equal($"{overlay}:2", table.Operations.Single(operation => operation.Id == "a GET /").Place);
        Assert.Equal($"{overlay}:3", table.Operations.Single(operation => operation.Id == "a PUT /").Place);
        Assert.StartsWith($"{file}:", table.Operations.Single(operation => operation.Id == "a POST /").Place, StringComparison.Ordinal);
    }

    [Fact]
    public void It_removes_and_uses_variables()
    {
        folder.Write("routes.Staging.json", """{ "Apis": { "a": { "Upstream": "${UPSTREAM}/v1", "Operations": { "POST /": null } } } }""");
        var table = Read(Staging);

        Assert.Equal("a GET /", Assert.Single(table.Operations).Id);
        Assert.Equal("http://staging:8080/v1", Assert.Single(Assert.Single(table.Clusters).Destinations!).Value.Address);
    }

    [Fact]
    public void The_hash_is_another_when_it_appears_changes_or_goes_also_when_it_changes_nothing()
    {
        var alone = Read(Staging).Hash;
        folder.Write("routes.Staging.json", "{}");
        var empty = Read(Staging).Hash;
        folder.Write("routes.Staging.json", Stricter);
        var stricter = Read(Staging).Hash;
        var elsewhere = Read(RoutesFiles.Production).Hash;
        File.Delete(folder.PathOf("routes.Staging.json"));

        Assert.Equal(3, new[] { alone, empty, stricter }.Distinct().Count());
        Assert.Equal(alone, elsewhere);
        Assert.Equal(alone, Read(Staging).Hash);
    }

    [Fact]
    public void The_hash_is_the_same_wherever_the_files_lie()
    {
        folder.Write("routes.Staging.json", Stricter);
        using var copy = new PolicyFolder();
        copy.Write("routes.json", File.ReadAllText(file));
        copy.Write("routes.Staging.json", Stricter);

        Assert.Equal(Read(Staging).Hash, RouteTableReader.Read(copy.PathOf("routes.json"), Staging).Table!.Hash);
    }

    [Fact]
    public void One_that_cannot_be_read_is_a_mistake_and_not_left_out()
    {
        var overlay = folder.PathOf("routes.Staging.json");
        File.CreateSymbolicLink(overlay, "nowhere");
        Assert.Equal($"{overlay}:0:0 unreadable-file the file cannot be read: there is no such file", Refused());

        File.Delete(overlay);
        Directory.CreateDirectory(overlay);
        Assert.Equal($"{overlay}:0:0 unreadable-file the file cannot be read: it is a directory", Refused());

        string Refused() => Assert.Single(RouteTableReader.Read(file, Staging).Mistakes).ToString();
    }

    public void Dispose() => folder.Dispose();

    private static string ScopeOf(RouteTable table, string operation) =>
        Assert.IsType<Requirement.Token>(table.Operations.Single(found => found.Id == operation).Requirement).Scopes!.Alternatives[0][0].Name;

    private RouteTable Read(RoutesEnvironment environment)
    {
        var read = RouteTableReader.Read(file, environment);
        Assert.Empty(read.Mistakes);
        return read.Table!;
    }
}
