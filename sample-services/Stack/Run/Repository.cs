namespace Stack.Run;

/// <summary>Where this program lies, and beside it the others.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The way from a project's folder to what was built of it, such as <c>bin/Debug/net10.0</c>.</summary>
    public static string BuildOutput { get; } =
        Path.GetRelativePath(Path.Combine(Root, "sample-services", "Stack"), AppContext.BaseDirectory);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
            {
                return folder.FullName;
            }
        }

        throw new CannotStartException("This program has to run from within the repository: there is no Gateway.sln above it.");
    }
}
