using Gateway.Downstream;
using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>
/// The operator's transforms may do all that YARP's can, except touch the gateway's own headers or write the caller's credential: a service
/// believes those.
/// </summary>
internal static class YarpTransforms
{
    /// <summary>The keys of YARP's transforms whose value is the name of a header, or the beginning of one.</summary>
    private static readonly string[] NamesHeader =
    [
        "RequestHeader", "RequestHeaderRouteValue", "RequestHeaderRemove", "ResponseHeader", "ResponseHeaderRemove", "ResponseTrailer",
        "ResponseTrailerRemove", "ClientCert", "HeaderPrefix",
    ];

    private static readonly string[] WritesRequestHeader = ["RequestHeader", "RequestHeaderRouteValue", "ClientCert"];

    public static void Check(JsonNode? transforms, MistakeList mistakes)
    {
        foreach (var member in (transforms as JsonArray)?.Items.OfType<JsonObject>().SelectMany(transform => transform.Members) ?? [])
        {
            if (member.Value is not JsonText header || !NamesHeader.Contains(member.Name, StringComparer.Ordinal))
            {
                continue;
            }

            if (HeaderName.IsReserved(header.Value))
            {
                Refuse(header, $"belongs to the gateway ({ClaimHeaders.Prefix}*)");
            }
            else if (HeaderName.Fold(header.Value) == "authorization" && WritesRequestHeader.Contains(member.Name, StringComparer.Ordinal))
            {
                Refuse(header, "is the caller's credential; \"ForwardAuthorization\": true passes it on");
            }
        }

        void Refuse(JsonText header, string reason) =>
            mistakes.Add(header.Place, MistakeCode.RefusedTransform, $"a transform cannot change {Wording.Quote(header.Written)}: it {reason}");
    }
}
