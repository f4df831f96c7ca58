using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.Admission;

/// <summary>
/// A body that says beforehand that it is too large is refused before its service hears of it. One that does not (chunked) is counted as it
/// goes through, by Kestrel, and the request to the service is broken off.
/// </summary>
internal sealed class BodySize(AdmissionOptions options)
{
    private static readonly Problem TooLarge = new(Refusal.BodyTooLarge);

    /// <param name="operation">Null: it is none.</param>
    public Problem? ProblemOf(long? length, Operation? operation)
    {
        var limit = operation?.MaxBody ?? options.MaxBody.Bytes;
        return limit >= 0 && length > limit ? TooLarge : null;
    }
}
