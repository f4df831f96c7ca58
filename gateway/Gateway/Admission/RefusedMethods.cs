using Gateway.Problems;

namespace Gateway.Admission;

/// <summary>
/// Methods that no path has. TRACE would send back to a client what the gateway tells a service about it (RFC 9110 section 9.3.8), and
/// CONNECT asks for a tunnel to anywhere (section 9.3.6). Nor is there a method in small letters (section 9.1): routing and YARP would take
/// <c>get</c> for <c>GET</c>, and who has looked at the request before may have taken it for another.
/// </summary>
internal static class RefusedMethods
{
    // 501 and not 405: they are implemented for no path at all, for which section 9.1 wants 501, and with 405 comes an Allow that says what
    // this path has instead (section 15.5.6). CONNECT has no path, and of a path this early nobody knows the truth.
    private static readonly Problem NotImplemented = new(Refusal.MethodNotImplemented);

    public static Problem? ProblemOf(string method) =>
        HttpMethods.IsTrace(method) || HttpMethods.IsConnect(method) || method.AsSpan().ContainsAnyInRange('a', 'z') ? NotImplemented : null;
}
