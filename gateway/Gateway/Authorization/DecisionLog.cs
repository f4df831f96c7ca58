using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Gateway.Observability;
using Gateway.Routes;

namespace Gateway.Authorization;

/// <summary>
/// The latest decisions that somebody may ask about: the refused ones, and the allowed ones that a candidate would refuse. They are kept in
/// the memory of this instance, in a ring where the newest takes the place of the oldest; who writes waits at most for who reads the same place.
/// Most are never asked about, so what is kept is what they depend on, and the record is made for who asks.
/// </summary>
internal sealed class DecisionLog(RoutesInForce routes)
{
    public const int RecordsMax = 10_000;

    /// <summary>What a record keeps of a token's scopes, in characters, so that ten thousand of them have a size.</summary>
    private const int GrantedLengthMax = 1024;

    /// <summary>Of a payload that is larger only the record is kept.</summary>
    private const int PayloadBytesMax = 2048;

    private readonly Place?[] ring = new Place?[RecordsMax];
    private long added;

    public void Add(Operation operation, TokenResult token, DateTimeOffset now, string requestId)
    {
        var made = IsLarge(token) ? RecordOf(operation, token, now, requestId) : null;
        ref var place = ref ring[(Interlocked.Increment(ref added) - 1) % RecordsMax];
        LazyInitializer.EnsureInitialized(ref place, static () => new Place()).Put(operation, made is null ? token : null, now, requestId, made);
    }

    /// <summary>As it would be kept.</summary>
    public DecisionRecord RecordOf(Operation operation, TokenResult token, DateTimeOffset now, string requestId)
    {
        // A change of policy that leaves a rule as it was leaves its endpoint the operation of then, with the line where it stood then.
        var asWrittenNow = routes.Table.Find(operation.RouteId) ?? operation;
        return Cut(DecisionRecord.Of(asWrittenNow, token, now, requestId));
    }

    /// <summary>Newest first.</summary>
    public IEnumerable<DecisionRecord> Latest() => KeptLatest().Select(Record);

    /// <summary>Null when it was not refused, or is not kept any more.</summary>
    public DecisionRecord? Find(string requestId) => KeptLatest().FirstOrDefault(kept => kept.RequestId == requestId) is { } found ? Record(found) : null;

    private IEnumerable<Kept> KeptLatest()
    {
        var end = Interlocked.Read(ref added);
        for (var index = end - 1; index >= Math.Max(0, end - RecordsMax); index--)
        {
            if (Volatile.Read(ref ring[index % RecordsMax])?.Look() is { } kept)
            {
                yield return kept;
            }
        }
    }

    private DecisionRecord Record(Kept kept) => kept.Made ?? RecordOf(kept.Operation, kept.Token!, kept.At, kept.RequestId);

    private static bool IsLarge(TokenResult token) =>
        token is TokenResult.Verified { Caller.Payload: var payload } && JsonMarshal.GetRawUtf8Value(payload).Length > PayloadBytesMax;

    /// <summary>What does not fit is one "…", which no scope can be (RFC 6749 section 3.3).</summary>
    private static DecisionRecord Cut(DecisionRecord record)
    {
        var length = 0;
        var fitting = record.Granted.TakeWhile(scope => (length += scope.Length) <= GrantedLengthMax).ToImmutableArray();
        return fitting.Length == record.Granted.Length ? record : record with { Granted = fitting.Add("…") };
    }

    /// <param name="Token">Null where the record is made.</param>
    private sealed record Kept(Operation Operation, TokenResult? Token, DateTimeOffset At, string RequestId, DecisionRecord? Made);

    /// <summary>
    /// Made when it is needed first, and then written over: an object for each refusal, which lives until ten thousand others have come, is what
    /// costs a garbage collector most.
    /// </summary>
    private sealed class Place
    {
        private readonly Lock gate = new();
        private readonly char[] requestId = new char[RequestId.LengthMax];
        private int requestIdLength;
        private Operation? operation;
        private TokenResult? token;
        private DateTimeOffset at;
        private DecisionRecord? made;

        public void Put(Operation operation, TokenResult? token, DateTimeOffset at, ReadOnlySpan<char> requestId, DecisionRecord? made)
        {
            lock (gate)
            {
                (this.operation, this.token, this.at, this.made) = (operation, token, at, made);
                requestId.CopyTo(this.requestId);
                requestIdLength = requestId.Length;
            }
        }

        /// <summary>Null: nothing has been put there yet.</summary>
        public Kept? Look()
        {
            lock (gate)
            {
                return operation is null ? null : new Kept(operation, token, at, new string(requestId, 0, requestIdLength), made);
            }
        }
    }
}
