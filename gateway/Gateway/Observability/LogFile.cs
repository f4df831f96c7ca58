namespace Gateway.Observability;

/// <summary>How the files are opened that something is written down in: whoever runs the gateway may read along, others may not.</summary>
internal static class LogFile
{
    /// <summary>Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        // Without a buffer: what was written is written.
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        }

        return new FileStream(path, options);
    }
}
