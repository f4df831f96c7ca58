namespace Gateway.Routes;

/// <summary>Reads a file that people write, and nothing else that may lie under its name.</summary>
internal static class PlainFile
{
    /// <summary>A policy of 10,000 operations has less than a quarter of it. What is larger is something else, and would fill the memory.</summary>
    private const int MebibytesMax = 8;

    /// <summary>Whether anything has this name, be it a link that leads nowhere.</summary>
    public static bool IsThere(string path)
    {
        try
        {
            return (int)new FileInfo(path).Attributes != -1;
        }
        catch (Exception problem) when (IsAboutThePath(problem))
        {
            return false;
        }
    }

    /// <summary>Null, and said why, when it cannot be read.</summary>
    public static byte[]? Read(string path, MistakeList mistakes)
    {
        try
        {
            var file = new FileInfo(path);
            var target = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            // A pipe or a device has no length and would keep its reader waiting; an empty file is a mistake that is found later.
            if (target.Length == 0)
            {
                return [];
            }

            if (target.Length <= MebibytesMax * 1024 * 1024)
            {
                return File.ReadAllBytes(path);
            }

            mistakes.AddWholeFile(MistakeCode.UnreadableFile, $"the file cannot be read: it is larger than {MebibytesMax} MiB");
        }
        catch (Exception problem) when (IsAboutThePath(problem))
        {
            mistakes.AddWholeFile(MistakeCode.UnreadableFile, $"the file cannot be read: {Reason(path, problem)}");
        }

        return null;
    }

    private static bool IsAboutThePath(Exception problem) =>
        problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private static string Reason(string path, Exception problem) => problem switch
    {
        FileNotFoundException or DirectoryNotFoundException => Directory.Exists(path) ? "it is a directory" : "there is no such file",
        UnauthorizedAccessException when Directory.Exists(path) => "it is a directory",
        UnauthorizedAccessException => "this process may not read it",
        _ => "the system refuses it",
    };
}
