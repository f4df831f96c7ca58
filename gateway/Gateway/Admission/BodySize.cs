using Gateway.Problems;
using Gateway.Routes;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Admission;

/// <summary>
/// A body that says beforehand that it is too large is refused before its service hears of it. One that does not (chunked) is counted as it
/// goes through, by Kestrel, and the request to the service is broken off.
/// </summary>
internal sealed class BodySize(AdmissionOptions options)
{
    private static readonly Problem TooLarge = new(Refusal.BodyTooLarge);

    /// <param name="operation">Null: it is none.</param>
    public Problem? ProblemOf(HttpContext context, Operation? operation)
    {
        var limit = operation?.MaxBody ?? options.MaxBody.Bytes;
        if (limit < 0 || !(context.Request.ContentLength > limit))
        {
            return null;
        }

        // Kestrel reads on for five seconds after an answer, so that the client hears it before its connection is reset; beyond its limit
        // it would not.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        return TooLarge;
    }
}
