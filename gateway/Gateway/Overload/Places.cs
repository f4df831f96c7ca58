using Gateway.Routes;

namespace Gateway.Overload;

/// <summary>
/// As many places as there may be requests at once. The fuller it is, the fewer may enter: sheddable ones up to a part of the places, normal
/// ones but for the reserve, critical ones to the last. So there is always room for what is critical, however much else there is; with a
/// number of places for each priority, what one does not use would be lost to the others.
/// <para>Whoever finds no place may wait a moment. What becomes free goes to the most important who waits, and among equals to the first.</para>
/// </summary>
internal sealed class Places
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly int queueLimit;
    private readonly TimeSpan queueTimeout;

    /// <summary>By priority: how many places may be taken before one of it gets another.</summary>
    private readonly int[] ceilings;

    /// <summary>By priority.</summary>
    private readonly LinkedList<TaskCompletionSource<bool>>[] waiting = [new(), new(), new()];

    private int taken;

    public Places(OverloadOptions options, TimeProvider clock)
    {
        this.clock = clock;
        (queueLimit, queueTimeout) = (options.QueueLimit, options.QueueTimeout);
        var all = options.MaxConcurrentRequests;
        // Of one place there is no part: whoever may enter at all may when nobody is there.
        var normal = Math.Max(1, all - PercentOf(all, options.ReservedPercent));
        ceilings = [Math.Clamp(PercentOf(all, options.SheddablePercent), 1, normal), normal, all];
    }

    public int Taken
    {
        get
        {
            lock (gate)
            {
                return taken;
            }
        }
    }

    /// <summary>Null: there is none.</summary>
    public ValueTask<Place?> TakeAsync(Priority priority)
    {
        LinkedListNode<TaskCompletionSource<bool>> waiter;
        lock (gate)
        {
            if (taken < ceilings[(int)priority])
            {
                taken++;
                return new ValueTask<Place?>(new Place(this));
            }

            if (waiting.Sum(queue => queue.Count) >= queueLimit || queueTimeout == TimeSpan.Zero)
            {
                return default;
            }

            waiter = waiting[(int)priority].AddLast(new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        return WaitAsync(waiter);
    }

    private async ValueTask<Place?> WaitAsync(LinkedListNode<TaskCompletionSource<bool>> waiter)
    {
        using var timer = clock.CreateTimer(_ => GiveUp(waiter), null, queueTimeout, Timeout.InfiniteTimeSpan);
        return await waiter.Value.Task ? new Place(this) : null;
    }

    private static int PercentOf(int all, int percent) => (int)((long)all * percent / 100);

    private void GiveUp(LinkedListNode<TaskCompletionSource<bool>> waiter)
    {
        lock (gate)
        {
            if (waiter.List is { } queue)
            {
                queue.Remove(waiter);
                waiter.Value.SetResult(false);
            }
        }
    }

    private void GiveBack()
    {
        lock (gate)
        {
            taken--;
            for (var priority = waiting.Length - 1; priority >= 0; priority--)
            {
                if (waiting[priority].First is { } next && taken < ceilings[priority])
                {
                    taken++;
                    waiting[priority].RemoveFirst();
                    next.Value.SetResult(true);
                    return;
                }
            }
        }
    }

    /// <summary>One, until it is given back: once, however often that is said.</summary>
    internal sealed class Place(Places places) : IDisposable
    {
        private Places? held = places;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.GiveBack();
    }
}
