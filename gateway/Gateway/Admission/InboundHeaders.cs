using Gateway.Problems;
using Gateway.Routes;
using Microsoft.Extensions.Primitives;

namespace Gateway.Admission;

/// <summary>
/// Takes out of every request, before anything else looks at it, the headers that the client has no business to send. An ordinary request
/// goes through it in one pass that allocates nothing.
/// </summary>
internal sealed class InboundHeaders(AdmissionOptions options, RoutesInForce routes)
{
    private static readonly Problem NotForwardable =
        new(Refusal.BadRequest) { Detail = "A header has a name that is none, or characters that are not visible ASCII" };

    private static readonly Problem NotAboutTheConnection =
        new(Refusal.BadRequest) { Detail = "The Connection header names a header that is not about the connection" };

    /// <summary>Null when the request may go on; else why it may not.</summary>
    public Problem? Clean(IHeaderDictionary headers, bool fromTrustedProxy)
    {
        // First, while everything that could be named is still there: what was put there by a proxy in front is not a client's to remove.
        if (!StringValues.IsNullOrEmpty(headers.Connection) && !NominatedHeaders.TryRemove(headers, routes.Table))
        {
            return NotAboutTheConnection;
        }

        List<string>? dropped = null;
        foreach (var (name, values) in headers)
        {
            if (!HeaderText.IsForwardable(name, values))
            {
                return NotForwardable;
            }

            if (IsDropped(name, fromTrustedProxy))
            {
                (dropped ??= []).Add(name);
            }
        }

        if (dropped is not null)
        {
            foreach (var name in dropped)
            {
                headers.Remove(name);
            }
        }

        return null;
    }

    private bool IsDropped(string name, bool fromTrustedProxy) =>
        HeaderName.IsReserved(name)
        || UntrustedHeader.From(name) switch
        {
            Believed.Nobody => true,
            Believed.TrustedProxies => !fromTrustedProxy,
            _ => false,
        }
        // To CGI, WSGI and their kin X_User is X-User. Also where they are kept, they are not a way to a name that means something.
        || (name.Contains('_', StringComparison.Ordinal) && (!options.KeepUnderscoreHeaders || ProtectedHeader.Is(name, routes.Table)));
}
