namespace Gateway.Observability.Decisions;

/// <summary>
/// A file that lines are added to. When it is full it becomes <c>FILE.1</c>, the one before it <c>FILE.2</c>, and so on; the oldest goes. To be
/// used by one at a time.
/// </summary>
internal sealed class RotatedFile(string path, long bytesMax, int filesMax) : IDisposable
{
    private FileStream? stream;

    /// <summary>Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it cannot be opened.</summary>
    public void Open() => stream ??= LogFile.Open(path, FileMode.Append, FileAccess.Write, FileShare.Read | FileShare.Delete);

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> line)
    {
        Open();
        var before = stream!.Length;
        if (before > 0 && before + line.Length > bytesMax)
        {
            Rotate();
            before = 0;
        }

        try
        {
            await stream.WriteAsync(line);
        }
        catch (IOException)
        {
            // On a full disk half a line may be there: the next one would continue it.
            stream.SetLength(before);
            throw;
        }
    }

    public void Dispose() => stream?.Dispose();

    private void Rotate()
    {
        stream!.Dispose();
        stream = null;
        for (var number = filesMax - 2; number >= 0; number--)
        {
            var older = NameOf(number);
            if (File.Exists(older))
            {
                File.Move(older, NameOf(number + 1), overwrite: true);
            }
        }

        if (filesMax == 1)
        {
            File.Delete(path);
        }

        Open();
    }

    private string NameOf(int number) => number == 0 ? path : $"{path}.{number}";
}
