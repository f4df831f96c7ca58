namespace DevAuthority.Tokens;

/// <summary>Something that may be used once: of two uses at the same moment, exactly one wins.</summary>
internal abstract class OneTime
{
    private int used;

    internal bool TryUse() => Interlocked.Exchange(ref used, 1) == 0;
}
