namespace Gateway.Tools.Shadow;

/// <summary>
/// Puts new content in the place of a file's, at once: whoever reads it, a running gateway above all, sees the old or the new, whole. The
/// file keeps its mode, and a symbolic link its target.
/// </summary>
internal static class FileReplacement
{
    /// <summary>Null: done; else what the system says, and the file is as it was.</summary>
    public static string? WhyNot(string path, ReadOnlySpan<byte> content)
    {
        string? temporary = null;
        try
        {
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            temporary = $"{target}.{Guid.NewGuid():N}.tmp";
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
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (temporary is not null)
            {
                File.Delete(temporary);
            }

            return refused.Message;
        }
    }
}
