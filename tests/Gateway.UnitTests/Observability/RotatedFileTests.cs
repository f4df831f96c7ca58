using System.Text;
using Gateway.Observability.Decisions;

namespace Gateway.UnitTests.Observability;

public sealed class RotatedFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-test-");

    private string Path => System.IO.Path.Combine(folder.FullName, "d.log");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task There_are_only_so_many_files_of_only_so_many_bytes_and_the_newest_lines_are_in_them()
    {
        using var file = new RotatedFile(Path, bytesMax: 20, filesMax: 3);
        for (var number = 10; number < 40; number++)
        {
            await file.WriteAsync(Line($"line {number}"));
        }

        Assert.Equal(["d.log", "d.log.1", "d.log.2"], folder.GetFiles().Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.All(folder.GetFiles(), one => Assert.InRange(one.Length, 1, 20));
        Assert.Equal(
            ["line 34", "line 35", "line 36", "line 37", "line 38", "line 39"],
            folder.GetFiles().OrderByDescending(one => one.Name, StringComparer.Ordinal).SelectMany(one => File.ReadAllLines(one.FullName)));
    }

    [Fact]
    public async Task With_one_file_it_begins_anew()
    {
        using var file = new RotatedFile(Path, bytesMax: 10, filesMax: 1);
        await file.WriteAsync(Line("first"));
        await file.WriteAsync(Line("second"));
        Assert.Equal("second\n", await File.ReadAllTextAsync(Assert.Single(folder.GetFiles()).FullName));
    }

    [Fact]
    public async Task A_file_that_is_there_is_continued()
    {
        await File.WriteAllTextAsync(Path, "before\n");
        using var file = new RotatedFile(Path, bytesMax: 100, filesMax: 2);
        await file.WriteAsync(Line("after"));
        Assert.Equal("before\nafter\n", await File.ReadAllTextAsync(Path));
        if (!OperatingSystem.IsWindows())
        {
            using var made = new RotatedFile(Path + ".new", bytesMax: 100, filesMax: 2);
            await made.WriteAsync(Line("x"));
            const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Path + ".new") & Others);
        }
    }

    private static byte[] Line(string text) => Encoding.ASCII.GetBytes(text + "\n");
}
