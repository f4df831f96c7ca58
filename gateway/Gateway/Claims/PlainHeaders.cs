using System.Buffers.Text;
using Gateway.Downstream;
using Gateway.Routes;

namespace Gateway.Claims;

/// <summary>
/// Who calls, in plain headers. A value that cannot stand in a header as it is travels in <c>Gateway-Claims</c> instead; nothing is dropped
/// without a word.
/// </summary>
internal static class PlainHeaders
{
    /// <param name="claims">What else <c>Gateway-Claims</c> carries.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(CallerIdentity caller, CarriedClaims claims)
    {
        var carried = new CarriedClaims();
        var headers = new List<KeyValuePair<string, string>> { new(ClaimHeaders.Caller, Introduction.Name(caller.Kind)) };
        Tell(ClaimHeaders.Subject, "sub", caller.Subject, PlainValue.IsPlain);
        Tell(ClaimHeaders.Client, "client_id", caller.Client, PlainValue.IsPlain);
        Tell(ClaimHeaders.Issuer, "iss", caller.Issuer.Identifier, PlainValue.IsPlain);
        Tell(ClaimHeaders.Scopes, "scope", caller.ScopeText, PlainValue.IsPlainList);
        carried.Add(claims);
        if (carried.ToJson() is [_, ..] json)
        {
            headers.Add(new(ClaimHeaders.Claims, Base64Url.EncodeToString(json)));
        }

        return headers;

        void Tell(string header, string claim, string? value, Func<string, bool> isPlain)
        {
            if (value is null)
            {
                return;
            }

            if (isPlain(value))
            {
                headers.Add(new(header, value));
            }
            else
            {
                carried.Add(claim, value);
            }
        }
    }
}
