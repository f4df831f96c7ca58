using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

/// <summary>A policy in a directory, one file for each API.</summary>
public sealed class RoutesFolderTests : IDisposable
{
    private readonly PolicyFolder folder = new();

    public RoutesFolderTests()
    {
        Write("a");
        Write("b");
    }

    [Fact]
    public void Its_files_are_one_policy_in_the_order_of_their_names()
    {
        Write("B");
        Write("a-1");
        var table = Table();

        Assert.Equal("B a-1 a b", string.Join(' ', table.Apis.Select(api => api.Name == "x-b" ? "B" : api.Name)));
        Assert.Equal(folder.PathOf("a.json") + ":1", table.Operations.Single(operation => operation.Id == "a GET /").Place);
        Assert.Equal(["B.json", "a-1.json", "a.json", "b.json"], table.Text.Files.Select(file => Path.GetFileName(file.Name)));
    }

    [Fact]
    public void An_overlay_changes_the_file_that_it_is_named_after_and_no_other()
    {
        folder.Write("a.Development.json", """{ "Apis": { "a": { "Upstream": "http://changed" } } }""");
        Assert.Equal(["http://changed", "http://b"], Table().Clusters.Select(cluster => cluster.Destinations!["upstream"].Address));

        folder.Write("b.Development.json", """{ "Apis": { "a": { "Upstream": "http://changed" } } }""");
        Assert.Contains(Read().Mistakes, mistake => mistake.Code == MistakeCode.DuplicateMember && mistake.File == folder.PathOf("b.Development.json"));
    }

    [Theory]
    [InlineData("a.Production.json")]
    [InlineData("a.development.json")]
    [InlineData("a.Development.EU.json")]
    [InlineData("policy.tests.json")]
    [InlineData(".hidden.json")]
    [InlineData("..2026_01_31/a.json")]
    [InlineData("c/c.json")]
    [InlineData("README.md")]
    [InlineData("c.JSON")]
    [InlineData("c.json.swp")]
    public void What_is_of_another_environment_or_no_part_of_it_is_not_read(string name)
    {
        var before = Table().Hash;
        folder.Write(name, "this is no JSON");

        Assert.Equal(before, Table().Hash);
    }

    [Fact]
    public void The_hash_is_another_when_a_file_changes_comes_goes_or_is_renamed()
    {
        var hashes = new List<string> { Table().Hash };
        folder.Write("a.Development.json", "{}");
        hashes.Add(Table().Hash);
        Write("c");
        hashes.Add(Table().Hash);
        File.Move(folder.PathOf("b.json"), folder.PathOf("d.json"));
        hashes.Add(Table().Hash);
        File.Delete(folder.PathOf("c.json"));
        hashes.Add(Table().Hash);

        Assert.Equal(hashes.Count, hashes.Distinct().Count());
    }

    [Fact]
    public void An_empty_directory_is_no_policy()
    {
        using var empty = new PolicyFolder();
        empty.Write("notes.txt", "nothing here");

        Assert.Equal(
            $"{empty.Path}:0:0 empty-file there is no file NAME.json in this directory, so no policy",
            Assert.Single(RouteTableReader.Read(empty.Path, RoutesFiles.Development).Mistakes).ToString());
    }

    [Fact]
    public void Everything_that_cannot_be_read_is_said_at_once_and_the_rest_is_not_taken_for_the_policy()
    {
        Directory.CreateDirectory(folder.PathOf("c.json"));
        File.CreateSymbolicLink(folder.PathOf("d.json"), "nowhere.json");
        using (var large = File.Create(folder.PathOf("e.json")))
        {
            large.SetLength((8 * 1024 * 1024) + 1);
        }

        var read = Read();

        Assert.Null(read.Table);
        Assert.Equal(
            ["c.json it is a directory", "d.json there is no such file", "e.json it is larger than 8 MiB"],
            read.Mistakes.Select(mistake => $"{Path.GetFileName(mistake.File)} {mistake.Message.Split(": ")[1]}"));
        Assert.All(read.Mistakes, mistake => Assert.Equal((MistakeCode.UnreadableFile, 0, 0), (mistake.Code, mistake.Line, mistake.Column)));
    }

    [Fact]
    public void Eight_mebibytes_are_read()
    {
        folder.Write("c.json", "{ \"Version\": 1 }".PadRight(8 * 1024 * 1024));
        Table();
    }

    [Fact]
    public async Task Nothing_waits_on_a_pipe_or_a_device()
    {
        using (var make = Process.Start("mkfifo", folder.PathOf("c.json")))
        {
            await make.WaitForExitAsync();
        }

        File.CreateSymbolicLink(folder.PathOf("d.json"), "c.json");
        File.CreateSymbolicLink(folder.PathOf("e.json"), "/dev/zero");

        var read = await Task.Run(Read).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["c.json", "d.json", "e.json"], read.Mistakes.Select(mistake => Path.GetFileName(mistake.File)));
        Assert.All(read.Mistakes, mistake => Assert.Equal(MistakeCode.EmptyFile, mistake.Code));
    }

    [Fact]
    public void A_ConfigMap_is_read_through_its_links()
    {
        using var volume = new PolicyFolder();
        Mount(volume, generation: 1);
        Assert.Equal(["http://one-1", "http://two-1"], Upstreams(volume));

        Mount(volume, generation: 2);
        Assert.Equal(["http://one-2", "http://two-2"], Upstreams(volume));

        static IEnumerable<string> Upstreams(PolicyFolder volume) => RouteTableReader.Read(volume.Path, RoutesFiles.Development)
            .Table!.Clusters.Select(cluster => cluster.Destinations!["upstream"].Address);
    }

    [Fact]
    public async Task A_ConfigMap_that_changes_while_it_is_read_is_never_half_of_one_and_half_of_another()
    {
        using var volume = new PolicyFolder();
        Mount(volume, generation: 0);
        var mounting = Task.Run(() =>
        {
            for (var generation = 1; generation <= 200; generation++)
            {
                Mount(volume, generation);
            }
        });

        var mixed = 0;
        while (!mounting.IsCompleted)
        {
            // While the link is being replaced here, which a kubelet does in one step, there may be nothing to read.
            var text = RoutesText.Load(volume.Path, RoutesFiles.Development, new MistakeList(volume.Path));
            mixed += text?.Files.Select(Generation).Distinct().Count() > 1 ? 1 : 0;
        }

        await mounting;
        Assert.Equal(0, mixed);
        Assert.Equal("-200", Generation(RoutesText.Load(volume.Path, RoutesFiles.Development, new MistakeList(volume.Path))!.Files[1]));

        static string Generation(RoutesFileText file) => Regex.Match(Encoding.UTF8.GetString(file.Content.Span), "-[0-9]+").Value;
    }

    public void Dispose() => folder.Dispose();

    /// <summary>As a kubelet does: the files in a directory of their own, a link <c>..data</c> to it, and a link through that for each file.</summary>
    private static void Mount(PolicyFolder volume, int generation)
    {
        foreach (var name in (string[])["one", "two"])
        {
            volume.Write($"..{generation}/{name}.json", Text(name, $"http://{name}-{generation}"));
            if (generation is 0 or 1 && !File.Exists(volume.PathOf($"{name}.json")))
            {
                File.CreateSymbolicLink(volume.PathOf($"{name}.json"), $"..data/{name}.json");
            }
        }

        Directory.CreateSymbolicLink(volume.PathOf("..data_tmp"), $"..{generation}");
        if (Directory.Exists(volume.PathOf("..data")))
        {
            Directory.Delete(volume.PathOf("..data"));
        }

        Directory.Move(volume.PathOf("..data_tmp"), volume.PathOf("..data"));
    }

    private void Write(string name) => folder.Write($"{name}.json", Text(char.IsUpper(name[0]) ? $"x-{name.ToLowerInvariant()}" : name, $"http://{name}"));

    private static string Text(string api, string upstream) =>
        $$"""{ "Version": 1, "Apis": { "{{api}}": { "Prefix": "/{{api}}", "Upstream": "{{upstream}}", "Operations": { "GET /": { "Public": true, "Why": "test" } } } } }""";

    private RouteTableResult Read() => RouteTableReader.Read(folder.Path, RoutesFiles.Development);

    private RouteTable Table()
    {
        var read = Read();
        Assert.Empty(read.Mistakes);
        return read.Table!;
    }
}
