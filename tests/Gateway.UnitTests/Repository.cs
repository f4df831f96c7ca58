namespace Gateway.UnitTests;

/// <summary>The files of the repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The way from a project's folder to what was built of it, such as <c>bin/Debug/net10.0</c>: as in this project.</summary>
    public static string BuildOutput { get; } = string.Join(
        Path.DirectorySeparatorChar,
        AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^3..]);

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static IEnumerable<string> Sources(params string[] folder) =>
        Directory.EnumerateFiles(Path.Combine([Root, .. folder]), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No Gateway.sln above the tests.");
    }
}
