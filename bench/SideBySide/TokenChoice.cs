namespace Gateway.SideBySide;

/// <summary>The tokens that a load takes along.</summary>
internal abstract record TokenChoice
{
    public static readonly TokenChoice None = new NoToken();

    /// <summary>One and the same.</summary>
    public static TokenChoice One(Algorithm algorithm) => Rotating(algorithm, 1);

    /// <summary>One of so many, at random.</summary>
    public static TokenChoice Rotating(Algorithm algorithm, int count) => new Rotation(algorithm, count);

    /// <summary>Each with a bad signature, and another one each time.</summary>
    public static TokenChoice BadSignature(Algorithm algorithm) => new Bad(algorithm);

    /// <summary>Each for the first time in the life of the process.</summary>
    public static TokenChoice NeverSeen(Algorithm algorithm) => new Unseen(algorithm);

    /// <summary>Whether a token is good once.</summary>
    public virtual bool UsesUp => false;

    /// <summary>The same, each as often as the others: at random, some would come late for the first time.</summary>
    public virtual TokenChoice InOrder => this;

    /// <summary>How many there have to be for so many seconds of load on each peer.</summary>
    public abstract int Needed(Algorithm algorithm, int seconds);

    /// <summary>The file, the first line of it, how many lines, and in which order: the arguments of <c>load.lua</c>.</summary>
    public abstract (string File, int First, int Count, string Order) Take(RunningPeer peer, Stage stage, int seconds);

    private sealed record NoToken : TokenChoice
    {
        public override int Needed(Algorithm algorithm, int seconds) => 0;

        public override (string, int, int, string) Take(RunningPeer peer, Stage stage, int seconds) => ("-", 0, 1, "next");
    }

    private sealed record Rotation(Algorithm Algorithm, int Count, string Order = "random") : TokenChoice
    {
        public override TokenChoice InOrder => this with { Order = "next" };

        public override int Needed(Algorithm algorithm, int seconds) => algorithm == Algorithm ? Count : 0;

        public override (string, int, int, string) Take(RunningPeer peer, Stage stage, int seconds) =>
            (stage.Of(Algorithm).Good, 0, Count, Order);
    }

    private sealed record Bad(Algorithm Algorithm) : TokenChoice
    {
        public override int Needed(Algorithm algorithm, int seconds) => algorithm == Algorithm ? Tokens.Rotation : 0;

        public override (string, int, int, string) Take(RunningPeer peer, Stage stage, int seconds) =>
            (stage.Of(Algorithm).BadSignature, 0, Tokens.Rotation, "next");
    }

    private sealed record Unseen(Algorithm Algorithm) : TokenChoice
    {
        public override bool UsesUp => true;

        public override int Needed(Algorithm algorithm, int seconds) =>
            algorithm == Algorithm ? Tokens.Rotation + Tokens.PerSecond * seconds : 0;

        public override (string, int, int, string) Take(RunningPeer peer, Stage stage, int seconds)
        {
            var tokens = stage.Of(Algorithm);
            var first = peer.FirstUnseen[Algorithm];
            var count = Math.Min(Tokens.PerSecond * seconds, tokens.Count - first);
            if (count <= 0)
            {
                throw new BenchmarkException($"{peer.Peer} has seen all {tokens.Count:N0} tokens");
            }

            peer.FirstUnseen[Algorithm] = first + count;
            return (tokens.Good, first, count, "once");
        }
    }
}
