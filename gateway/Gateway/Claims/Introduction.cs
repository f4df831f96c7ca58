using System.Collections.Immutable;
using Gateway.Claims.Assertion;
using Gateway.Downstream;
using Gateway.Routes;

namespace Gateway.Claims;

/// <summary>What one API is told about one caller: all that does not depend on the request.</summary>
/// <param name="Headers">Names and values, ready for the wire.</param>
/// <param name="Claims">The claims that the API is configured to receive: a JSON object, or empty when there are none.</param>
internal sealed record Introduction(
    CallerIdentity Caller, Api Api, ImmutableArray<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Claims)
{
    /// <summary>All of them together, names and assertion included. Beyond it servers begin to refuse the request, so it is refused here with a reason.</summary>
    private const int BytesMax = 8 * 1024;

    /// <summary>Null when the claims do not fit, or a required one cannot be put into its header.</summary>
    public static Introduction? Of(CallerIdentity caller, Api api)
    {
        var headers = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var carried = new CarriedClaims();
        foreach (var claim in api.ForwardClaims)
        {
            carried.Add(claim, caller.Payload);
        }

        foreach (var forwarded in api.Forward)
        {
            if (forwarded.TextIn(caller.Payload) is { } text)
            {
                headers.Add(new(forwarded.Header, text));
            }
            else if (forwarded.Required)
            {
                return null;
            }
            else
            {
                carried.Add(forwarded.Claim, caller.Payload);
            }
        }

        if (api.Identity.HasFlag(IdentityForm.Headers))
        {
            headers.AddRange(PlainHeaders.Of(caller, carried));
        }

        var introduction = new Introduction(caller, api, headers.ToImmutable(), carried.ToJson());
        return introduction.Bytes > BytesMax ? null : introduction;
    }

    /// <summary>As both forms have it.</summary>
    public static string Name(CallerKind kind) => kind switch
    {
        CallerKind.User => "user",
        CallerKind.Machine => "machine",
        _ => "unknown",
    };

    private int Bytes =>
        Headers.Sum(header => header.Key.Length + header.Value.Length + 4)
        + (Api.Identity.HasFlag(IdentityForm.Assertion) ? ClaimHeaders.Assertion.Length + 4 + AssertionPayload.SignedLength(this) : 0);
}
