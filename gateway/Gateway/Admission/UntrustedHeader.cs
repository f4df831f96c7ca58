using System.Buffers;
using System.Collections.Frozen;
using Gateway.Observability;
using Gateway.Routes;

namespace Gateway.Admission;

/// <summary>
/// The headers that services believe and that a client must not write: a closed list. Names are compared by their letters and digits, so
/// that no other spelling of one gets past it (<see cref="HeaderName"/>). The gateway's own names are not here but in
/// <see cref="HeaderName.IsReserved"/>.
/// </summary>
internal static class UntrustedHeader
{
    /// <summary>
    /// Where a request came from, which a proxy in front knows and a client would like to choose: RFC 7239, its forerunners, and what the
    /// proxies and clouds in use call it. A final * stands for any ending.
    /// </summary>
    private static readonly string[] TellTheOrigin =
    [
        "Forwarded*", "X-Forwarded*", "X-Forward-For", "X-Real-IP", "X-Real-Port", "X-Client-IP", "Client-IP", "X-Cluster-Client-IP",
        "True-Client-IP", "X-True-Client-IP", "X-Originating-IP", "X-Remote-IP", "X-Remote-Addr", "Remote-Addr", "X-ProxyUser-IP",
        "Proxy-Client-IP", "WL-Proxy-Client-IP", "X-Original-For", "X-Original-Host", "X-Original-Proto", "X-Original-Prefix",
        "X-Original-Remote-Addr", "X-Host", "X-Scheme", "X-Url-Scheme", "Front-End-Https", "CF-Connecting-IP*", "CF-Pseudo-IPv4",
        "CF-Visitor", "Fastly-Client-IP", "Fastly-SSL", "Fly-Client-IP", "Incap-Client-IP", "X-Azure-ClientIP", "X-Azure-SocketIP",
        "X-AppEngine-User-IP", "X-ARR-SSL", "X-Envoy*",
    ];

    /// <summary>
    /// The certificate that a TLS connection was made with (RFC 9440, and before it every proxy in its own way): who writes one of these is
    /// whoever it names.
    /// </summary>
    private static readonly string[] ClientCertificates =
    [
        "Client-Cert*", "X-Client-Cert*", "SSL-Client*", "X-SSL*", "X-TLS-Client*", "TLS-Client*", "X-ARR-ClientCert", "X-Amzn-Mtls*",
        "CF-Client-Cert*", "CF-Cert*",
    ];

    /// <summary>
    /// What makes a service do another thing than the rule was asked about: another path, method or host, another file, a proxy for its own
    /// requests (httpoxy), a check left out. No proxy has a reason to send one through the gateway.
    /// </summary>
    private static readonly string[] Rewriting =
    [
        "X-Original-URL", "X-Original-URI", "X-Original-Path", "X-Original-Method", "X-Rewrite-URL", "X-Rewrite-URI", "X-Rewrite-Path",
        "X-Override-URL", "X-HTTP-Path-Override", "X-HTTP-DestinationURL", "X-HTTP-Host-Override", "X-HTTP-Method",
        "X-HTTP-Method-Override", "X-Method-Override", "X-Request-Method-Override", "Proxy", "Proxy-Host", "X-Accel-Mapping",
        "X-Sendfile-Type", "X-Middleware-Subrequest*", "X-Middleware-Rewrite",
    ];

    /// <summary>
    /// What the request is called, which has been read already (<see cref="RequestId"/>), and what a client may write beside a trace (W3C Trace
    /// Context and Baggage): services would keep it, log it and hand it on.
    /// </summary>
    private static readonly string[] Correlating = [RequestId.Field, RequestId.OlderField, "tracestate", "baggage", "Correlation-Context"];

    /// <summary>Longer than any of the names: what is cut off there is none of them.</summary>
    private const int LettersMax = 40;

    private static readonly FrozenDictionary<string, Believed> Exact = All()
        .Where(one => !one.Name.EndsWith('*'))
        .ToFrozenDictionary(one => HeaderName.Letters(one.Name), one => one.From, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Believed>.AlternateLookup<ReadOnlySpan<char>> ExactBySpan =
        Exact.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly (string Beginning, Believed From)[] Beginnings =
        [.. All().Where(one => one.Name.EndsWith('*')).Select(one => (HeaderName.Letters(one.Name), one.From))];

    /// <summary>What none of the names begins with: by it nearly every header of a browser or an HTTP library is let through.</summary>
    private static readonly SearchValues<char> BeginsNone = SearchValues.Create(
    [
        .. "abcdefghijklmnopqrstuvwxyz0123456789"
            .Except(All().Select(one => HeaderName.Letters(one.Name)[0]))
            .SelectMany(letter => (char[])[letter, char.ToUpperInvariant(letter)]),
    ]);

    /// <summary>From whom a header of this name is believed.</summary>
    public static Believed From(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || BeginsNone.Contains(name[0]))
        {
            return Believed.Everyone;
        }

        Span<char> buffer = stackalloc char[LettersMax];
        ReadOnlySpan<char> letters = buffer[..HeaderName.Letters(name, buffer)];
        if (ExactBySpan.TryGetValue(letters, out var from))
        {
            return from;
        }

        foreach (var (beginning, believed) in Beginnings)
        {
            if (letters.StartsWith(beginning, StringComparison.Ordinal))
            {
                return believed;
            }
        }

        return Believed.Everyone;
    }

    private static IEnumerable<(string Name, Believed From)> All() =>
    [
        .. TellTheOrigin.Concat(ClientCertificates).Select(name => (name, Believed.TrustedProxies)),
        .. Rewriting.Concat(Correlating).Select(name => (name, Believed.Nobody)),
    ];
}

/// <summary>From whom a header is taken.</summary>
internal enum Believed
{
    Everyone,
    TrustedProxies,
    Nobody,
}
