namespace Gateway.Routes;

/// <summary>
/// Which files of a directory are a policy. <c>NAME.json</c> is a part of it, <c>NAME.{Environment}.json</c> the overlay of that part in one
/// environment: the first dot in a name tells them apart, so that what is meant for another environment is never taken for a part.
/// </summary>
internal static class RoutesFolder
{
    private const string Extension = ".json";

    /// <summary>Policy tests may lie beside what they test.</summary>
    private const string Tests = ".tests.json";

    /// <summary>Each part in ordinal order of their names, followed by its overlay if it has one.</summary>
    public static IEnumerable<string> Files(string folder, RoutesEnvironment environment, MistakeList mistakes)
    {
        var names = List(folder, mistakes);
        foreach (var overlay in names.Where(name => !names.Contains(PartOf(name))))
        {
            mistakes.In(Path.Combine(folder, overlay)).AddWholeFile(
                MistakeCode.OverlayWithoutFile,
                $"by its name (NAME.ENVIRONMENT.json) it is an overlay of {PartOf(overlay)}, which is not there; "
                + "write that file, or give this one a name without a second dot");
        }

        return
            from part in names.Where(name => name == PartOf(name))
            from name in (string[])[part, OverlayName.Of(part, environment.Name)]
            where names.Contains(name)
            select Path.Combine(folder, name);
    }

    /// <summary>Names that begin with a dot are a volume's own (a ConfigMap's <c>..data</c>) or an editor's.</summary>
    private static SortedSet<string> List(string folder, MistakeList mistakes)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        try
        {
            names.UnionWith(Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)));
            names.RemoveWhere(name => name.StartsWith('.') || !name.EndsWith(Extension, StringComparison.Ordinal) || name.EndsWith(Tests, StringComparison.Ordinal));
            if (names.Count == 0)
            {
                mistakes.AddWholeFile(MistakeCode.EmptyFile, "there is no file NAME.json in this directory, so no policy");
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            mistakes.AddWholeFile(MistakeCode.UnreadableFile, "the directory cannot be read: this process may not list it");
        }

        return names;
    }

    /// <summary>The part that a file is, or that it changes.</summary>
    private static string PartOf(string name) => name[..name.IndexOf('.')] + Extension;
}
