using System.Text;

namespace Gateway.Observability.Auditing;

/// <summary>
/// The file of an audit log, open at its end, by one process: a second one that is told the same file does not start (a file beside it, <c>.lock</c>,
/// sees to that: one that is locked itself could not be read while it is written). A line is on the disk when it was added.
/// </summary>
internal sealed class AuditFile : IDisposable
{
    private const int LineBytesMax = 64 * 1024;

    private readonly FileStream only;
    private readonly FileStream stream;
    private string hash = AuditChain.Start;

    /// <summary>Throws <see cref="UnusableSettingException"/> when it cannot be continued.</summary>
    public AuditFile(string path)
    {
        try
        {
            only = new FileStream(
                path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            stream = LogFile.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            only?.Dispose();
            throw new UnusableSettingException($"Gateway:AuditLog:File: {refused.Message}");
        }

        FindEnd(path);
    }

    /// <summary>What was at the end and is no whole line, as after a loss of power; it is taken off.</summary>
    public int TornBytes { get; private set; }

    /// <summary>Throws <see cref="IOException"/>; the file is then as it was.</summary>
    public void Add(string record)
    {
        var (line, next) = AuditChain.Continue(hash, record);
        var before = stream.Length;
        try
        {
            stream.Write(Encoding.Latin1.GetBytes(line + "\n"));
            stream.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            stream.SetLength(before);
            throw;
        }

        hash = next;
    }

    public void Dispose()
    {
        stream.Dispose();
        only.Dispose();
    }

    private void FindEnd(string path)
    {
        var tail = new byte[Math.Min(stream.Length, LineBytesMax)];
        stream.Seek(-tail.Length, SeekOrigin.End);
        stream.ReadExactly(tail);
        var end = Array.LastIndexOf(tail, (byte)'\n') + 1;
        TornBytes = tail.Length - end;
        if (TornBytes > 0)
        {
            stream.SetLength(stream.Length - TornBytes);
            stream.Seek(0, SeekOrigin.End);
        }

        if (stream.Length == 0)
        {
            return;
        }

        var begin = end < 2 ? 0 : Array.LastIndexOf(tail, (byte)'\n', end - 2) + 1;
        if (end == 0 || AuditChain.HashIn(Encoding.Latin1.GetString(tail[begin..(end - 1)])) is not { } last)
        {
            Dispose();
            throw new UnusableSettingException(
                $"Gateway:AuditLog:File {path}: its last line is none of an audit log; move it away, and a new one is begun.");
        }

        hash = last;
    }
}
