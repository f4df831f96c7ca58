using System.Collections.Immutable;
using Gateway.Routes.Compiling;

namespace Gateway.Routes;

/// <summary>The text of a policy as it stood at one moment: the bytes of its files, which count as one.</summary>
/// <param name="Files">In the order in which they count; an overlay follows the file that it changes, and is known by its name.</param>
internal sealed record RoutesText(ImmutableArray<RoutesFileText> Files)
{
    /// <summary>After so many looks at files that are always others, nobody waits any longer.</summary>
    private const int LooksMax = 10;

    /// <summary>SHA-256 of names and contents, lower-case hex: whether it is another text than before, however it was written.</summary>
    public string Hash { get; } = ContentHash.OfFiles(Files);

    /// <summary>Each file that is no overlay, with its overlay if it has one.</summary>
    public IEnumerable<(RoutesFileText File, RoutesFileText? Overlay)> WithOverlays()
    {
        for (var index = 0; index < Files.Length; index++)
        {
            var file = Files[index];
            var overlay = index + 1 < Files.Length && OverlayName.IsOf(Files[index + 1].Name, file.Name) ? Files[++index] : null;
            yield return (file, overlay);
        }
    }

    /// <summary>Null, and said why, when it cannot be read. It never waits on something that is no plain file.</summary>
    /// <param name="path">A file, or a directory of them.</param>
    public static RoutesText? Load(string path, RoutesEnvironment environment, MistakeList mistakes)
    {
        var text = Look(path, environment, mistakes);
        for (var looks = 1; text is { Files.Length: > 1 }; looks++)
        {
            // A ConfigMap replaces all its files at once, but they are read one after the other: two looks that agree saw one state.
            var again = Look(path, environment, mistakes);
            if (again?.Hash == text.Hash)
            {
                return text;
            }

            if (looks == LooksMax)
            {
                mistakes.AddWholeFile(MistakeCode.UnreadableFile, "the files cannot be read: they change all the time");
                return null;
            }

            text = again;
        }

        return text;
    }

    private static RoutesText? Look(string path, RoutesEnvironment environment, MistakeList mistakes)
    {
        var before = mistakes.Count;
        var files = ImmutableArray.CreateBuilder<RoutesFileText>();
        foreach (var name in Directory.Exists(path) ? RoutesFolder.Files(path, environment, mistakes) : WithOverlay(path, environment))
        {
            if (PlainFile.Read(name, mistakes.In(name)) is { } content)
            {
                files.Add(new RoutesFileText(name, content));
            }
        }

        return mistakes.Count == before ? new RoutesText(files.ToImmutable()) : null;
    }

    private static string[] WithOverlay(string file, RoutesEnvironment environment) =>
        OverlayName.Of(file, environment.Name) is var overlay && PlainFile.IsThere(overlay) ? [file, overlay] : [file];
}

/// <param name="Name">As messages name the file.</param>
internal sealed record RoutesFileText(string Name, ReadOnlyMemory<byte> Content);
