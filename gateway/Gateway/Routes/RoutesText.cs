using System.Collections.Immutable;
using Gateway.Routes.Compiling;

namespace Gateway.Routes;

/// <summary>The text of a policy as it stood at one moment: the bytes of its files, which count as one.</summary>
/// <param name="Files">In the order in which they count.</param>
internal sealed record RoutesText(ImmutableArray<RoutesFileText> Files)
{
    /// <summary>SHA-256 of names and contents, lower-case hex: whether it is another text than before, however it was written.</summary>
    public string Hash { get; } = ContentHash.OfFiles(Files);

    /// <summary>Null, and said why, when it cannot be read. It never waits on something that is no plain file.</summary>
    public static RoutesText? Load(string path, RoutesEnvironment environment, MistakeList mistakes)
    {
        try
        {
            // A pipe has no length and would keep its reader waiting; an empty file is a mistake that is found later.
            var content = new FileInfo(path).Length == 0 ? [] : File.ReadAllBytes(path);
            return new RoutesText([new RoutesFileText(path, content)]);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            mistakes.AddWholeFile(MistakeCode.UnreadableFile, $"the file cannot be read: {Reason(path, problem)}");
            return null;
        }
    }

    private static string Reason(string path, Exception problem) => problem switch
    {
        FileNotFoundException or DirectoryNotFoundException => Directory.Exists(path) ? "it is a directory" : "there is no such file",
        UnauthorizedAccessException when Directory.Exists(path) => "it is a directory",
        UnauthorizedAccessException => "this process may not read it",
        _ => "the system refuses it",
    };
}

/// <param name="Name">As messages name the file.</param>
internal sealed record RoutesFileText(string Name, ReadOnlyMemory<byte> Content);
