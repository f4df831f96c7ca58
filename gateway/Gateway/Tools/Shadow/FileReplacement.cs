namespace Gateway.Tools.Shadow;

/// <summary>
/// Puts new content in the place of a file's, at once: whoever reads it, a running gateway above all, sees the old or the new, whole. It
/// keeps the file's mode, and a symbolic link its target.
/// </summary>
internal static class FileReplacement
{
    public static void Replace(string path, byte[] content)
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(file.SafeFileHandle, File.GetUnixFileMode(target));
                }

                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
