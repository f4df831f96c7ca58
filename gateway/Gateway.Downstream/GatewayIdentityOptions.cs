using Microsoft.AspNetCore.Authentication;

namespace Gateway.Downstream;

/// <summary>Whom a service believes about its callers. Checked when the service starts; a mistake stops the start.</summary>
public sealed class GatewayIdentityOptions : AuthenticationSchemeOptions
{
    /// <summary>
    /// This service's name, which an assertion has to be for (<c>aud</c>, RFC 7519 section 4.1.3): the API's name in the gateway's routes
    /// file, such as <c>timesheets</c>; compared exactly. Required, without a default: a service that took any API's assertions could be
    /// called with one that was made for another.
    /// </summary>
    public string? Audience { get; set; }

    /// <summary>
    /// Further names, for a service that stands behind several APIs. Empty by default; alone it will do, without <see cref="Audience"/>.
    /// </summary>
    public IList<string> Audiences { get; } = [];

    /// <summary>
    /// Where the gateway is reached from here, such as <c>http://gateway:8080</c>: http or https, and nothing behind the path. Its public
    /// keys are fetched from <c>/.well-known/gateway/jwks.json</c> below it (RFC 7517), in the background, from start on and every ten
    /// minutes. Whoever can answer at this address decides who calls: use https where the network is not your own. Required, unless
    /// <see cref="TrustNetwork"/> is set.
    /// </summary>
    public Uri? Gateway { get; set; }

    /// <summary>
    /// The gateway's own name (<c>iss</c>, RFC 7519 section 4.1.1): its <c>Gateway:Assertion:Issuer</c>. Default <c>gateway</c>.
    /// </summary>
    public string Issuer { get; set; } = "gateway";

    /// <summary>
    /// By how much the clocks of gateway and service may differ (RFC 7519 section 4.1.4). Default 5 seconds; 0 to 60 seconds. An assertion
    /// lives 60 seconds at most, and can be replayed for that long and this.
    /// </summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether the plain <see cref="ClaimHeaders"/> are believed where a request has no assertion. Default false. With true, whoever can
    /// reach this service is whoever he says he is: only for a network in which nobody but the gateway can. An assertion that is present is
    /// verified all the same, as long as <see cref="Gateway"/> says whose keys it is to be verified with; without it assertions are not
    /// looked at.
    /// </summary>
    public bool TrustNetwork { get; set; }

    /// <summary>
    /// Whether an assertion is good only for the method and the path it was made for (<c>htm</c> and <c>htu</c>), as they arrive here, byte
    /// for byte and without the query. Default true, so that an assertion seen on one call is no key to another. Set it to false only
    /// behind something that rewrites paths between gateway and service.
    /// </summary>
    public bool BindToRequest { get; set; } = true;

    /// <summary>
    /// What fetches the keys; null, the default: a handler that follows no redirect and uses no proxy. For tests, and for gateways whose
    /// certificate needs a root of its own. It is disposed of with the service.
    /// </summary>
    public HttpMessageHandler? BackchannelHttpHandler { get; set; }
}
