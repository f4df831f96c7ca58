namespace Gateway.Tools;

/// <summary>Which routes file is meant when none is named: the nearest one, from the working directory upwards.</summary>
internal static class RoutesFile
{
    public const string Name = "appsettings.routes.json";

    /// <summary>Null when there is none.</summary>
    public static string? Find(string directory)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, Name);
            if (File.Exists(file))
            {
                return Path.GetRelativePath(directory, file);
            }
        }

        return null;
    }
}
