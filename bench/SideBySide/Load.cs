namespace Gateway.SideBySide;

/// <summary>Requests as fast as a peer takes them.</summary>
internal abstract record Load
{
    /// <summary>Whether it takes what there is only once, so that it cannot be tried again.</summary>
    public virtual bool UsesUp => false;

    /// <summary>How many tokens there have to be for so many seconds on each peer.</summary>
    public virtual int TokensNeeded(Algorithm algorithm, int seconds) => 1;

    /// <summary>The load by which a peer gets to know what it will be asked.</summary>
    public virtual Load Introduction => this;

    public abstract Task<Answered> RunAsync(RunningPeer peer, Stage stage, int seconds);
}
