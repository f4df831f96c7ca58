namespace Gateway.Forwarding.Streams;

/// <summary>
/// The client's end of a WebSocket, as YARP sees it: a stream that it copies from and to. What goes through is not looked at but for where
/// frames begin, so that the gateway can end it by the protocol: (1) the client is told, as soon as no frame of the service's is half sent;
/// (2) so is the service, and receives nothing more; (3) what the client has sent on the way is read and dropped until it has answered, because
/// a connection that is closed over unread bytes is reset, and takes the Close frame with it; (4) whoever does not answer in time is cut off.
/// It is the server's connection: disposing this does not end it.
/// </summary>
internal sealed class ClosableWebSocket(Stream client, TimeProvider clock, Action abort) : Stream
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim writing = new(1);
    private readonly CancellationTokenSource closing = new();
    private readonly FrameCursor fromClient = new();
    private readonly FrameCursor toClient = new();
    private CloseFrame? why;
    private ITimer? limit;
    private bool clientIsTold;
    private bool serviceIsTold;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The first reason counts.</summary>
    public async Task CloseAsync(CloseFrame reason)
    {
        if (Interlocked.CompareExchange(ref why, reason, null) is not null)
        {
            return;
        }

        limit = clock.CreateTimer(_ => abort(), null, Grace, Timeout.InfiniteTimeSpan);
        try
        {
            await closing.CancelAsync();
            await writing.WaitAsync();
            try
            {
                await TellClientAsync();
            }
            finally
            {
                writing.Release();
            }
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // It has ended meanwhile.
        }
    }

    /// <summary>When YARP has let go of it.</summary>
    public async Task FinishAsync()
    {
        try
        {
            var buffer = new byte[4 * 1024];
            while (clientIsTold && !fromClient.HasClosed && await client.ReadAsync(buffer) is > 0 and var count)
            {
                fromClient.AdvanceOver(buffer.AsSpan(0, count));
            }
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // It did not wait for the end.
        }
        finally
        {
            limit?.Dispose();
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (why is not null)
        {
            return TellService(buffer.Span);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(closing.Token, cancellationToken);
        try
        {
            var count = await client.ReadAsync(buffer, either.Token);
            fromClient.AdvanceOver(buffer.Span[..count]);
            return count;
        }
        catch (OperationCanceledException) when (why is not null && !cancellationToken.IsCancellationRequested)
        {
            return TellService(buffer.Span);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            while (!buffer.IsEmpty && !clientIsTold)
            {
                var count = buffer.Length;
                if (why is null)
                {
                    toClient.AdvanceOver(buffer.Span);
                }
                else
                {
                    count = toClient.Advance(buffer.Span);
                }

                await client.WriteAsync(buffer[..count], cancellationToken);
                buffer = buffer[count..];
                if (why is not null)
                {
                    await TellClientAsync();
                }
            }
        }
        finally
        {
            writing.Release();
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => client.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static bool IsGone(Exception exception) => exception is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    /// <summary>Once, between two frames, and not when the service has said so itself.</summary>
    private async Task TellClientAsync()
    {
        if (!clientIsTold && toClient.IsAtBoundary)
        {
            clientIsTold = true;
            if (!toClient.HasClosed)
            {
                await client.WriteAsync(why!.ToClient());
                await client.FlushAsync();
            }
        }
    }

    /// <summary>As the last that came from the client; then that there is no more. Half a frame is left as it is: nothing can follow it.</summary>
    private int TellService(Span<byte> buffer)
    {
        // Without room it was only asked whether there is something.
        if (buffer.IsEmpty || serviceIsTold || !fromClient.IsAtBoundary || fromClient.HasClosed)
        {
            return 0;
        }

        serviceIsTold = true;
        var frame = why!.ToService();
        frame.CopyTo(buffer);
        return frame.Length;
    }
}
