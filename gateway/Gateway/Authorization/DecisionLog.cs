using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Authorization;

/// <summary>
/// The latest decisions that somebody may ask about: the refused ones, and the allowed ones that a candidate would refuse. They are kept in
/// the memory of this instance, in a ring where the newest takes the place of the oldest, and nobody waits for anybody: neither a request
/// for another, nor for a reader.
/// </summary>
internal sealed class DecisionLog(RoutesInForce routes)
{
    public const int RecordsMax = 10_000;

    /// <summary>What a record keeps of a token's scopes, in characters, so that ten thousand of them have a size.</summary>
    private const int GrantedLengthMax = 1024;

    private readonly DecisionRecord?[] ring = new DecisionRecord?[RecordsMax];
    private long added;

    public DecisionRecord Add(Operation operation, TokenResult token, DateTimeOffset now, string requestId)
    {
        var place = (Interlocked.Increment(ref added) - 1) % RecordsMax;
        var record = RecordOf(operation, token, now, requestId);
        Volatile.Write(ref ring[place], record);
        return record;
    }

    /// <summary>As it would be kept.</summary>
    public DecisionRecord RecordOf(Operation operation, TokenResult token, DateTimeOffset now, string requestId)
    {
        // A change of policy that leaves a rule as it was leaves its endpoint the operation of then, with the line where it stood then.
        var asWrittenNow = routes.Table.Find(operation.RouteId) ?? operation;
        return Cut(DecisionRecord.Of(asWrittenNow, token, now, requestId));
    }

    /// <summary>Newest first.</summary>
    public IEnumerable<DecisionRecord> Latest()
    {
        var end = Interlocked.Read(ref added);
        for (var index = end - 1; index >= Math.Max(0, end - RecordsMax); index--)
        {
            if (Volatile.Read(ref ring[index % RecordsMax]) is { } record)
            {
                yield return record;
            }
        }
    }

    /// <summary>Null when it was not refused, or is not kept any more.</summary>
    public DecisionRecord? Find(string requestId) => Latest().FirstOrDefault(record => record.RequestId == requestId);

    /// <summary>What does not fit is one "…", which no scope can be (RFC 6749 section 3.3).</summary>
    private static DecisionRecord Cut(DecisionRecord record)
    {
        var length = 0;
        var fitting = record.Granted.TakeWhile(scope => (length += scope.Length) <= GrantedLengthMax).ToImmutableArray();
        return fitting.Length == record.Granted.Length ? record : record with { Granted = fitting.Add("…") };
    }
}
