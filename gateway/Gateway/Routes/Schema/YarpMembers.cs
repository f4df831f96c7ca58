namespace Gateway.Routes.Schema;

/// <summary>What editors say about YARP's members, and where the gateway accepts less than YARP.</summary>
internal static class YarpMembers
{
    public const string Destinations = "Cluster.Destinations";
    public const string DestinationAddress = $"{Destinations}.Address";

    /// <summary>By path below <c>Yarp</c>: what it is for, and an example as JSON.</summary>
    public static readonly IReadOnlyDictionary<string, (string Meaning, string Example)> All = new Dictionary<string, (string, string)>
    {
        ["Cluster"] = ("The service as YARP sees it: destinations, health, connections.", """{ "LoadBalancingPolicy": "RoundRobin" }"""),
        ["Cluster.LoadBalancingPolicy"] = (
            "Which destination a request goes to: `PowerOfTwoChoices`, `RoundRobin`, `LeastRequests`, `Random` or `FirstAlphabetical`.",
            "\"RoundRobin\""),
        ["Cluster.SessionAffinity"] = (
            "Whether requests of one session go to one destination.",
            """{ "Enabled": true, "Policy": "CustomHeader", "AffinityKeyName": "X-Affinity" }"""),
        ["Cluster.SessionAffinity.Enabled"] = ("Whether sessions stick.", "true"),
        ["Cluster.SessionAffinity.Policy"] = (
            "What carries the destination: `HashCookie`, `ArrCookie`, `Cookie` or `CustomHeader`.", "\"CustomHeader\""),
        ["Cluster.SessionAffinity.FailurePolicy"] = (
            "What happens when that destination is gone: `Redistribute` or `Return503Error`.", "\"Redistribute\""),
        ["Cluster.SessionAffinity.AffinityKeyName"] = ("The name of the cookie or header; no two APIs with the same.", "\"X-Affinity\""),
        ["Cluster.SessionAffinity.Cookie"] = ("The attributes of the cookie, with a cookie policy.", """{ "HttpOnly": true }"""),
        ["Cluster.SessionAffinity.Cookie.Path"] = ("Its `Path`.", "\"/shop\""),
        ["Cluster.SessionAffinity.Cookie.Domain"] = ("Its `Domain`.", "\"shop.example.com\""),
        ["Cluster.SessionAffinity.Cookie.HttpOnly"] = ("Whether scripts are kept from it.", "true"),
        ["Cluster.SessionAffinity.Cookie.SecurePolicy"] = ("Whether it is sent over https only.", "\"Always\""),
        ["Cluster.SessionAffinity.Cookie.SameSite"] = ("Whether other sites' requests carry it.", "\"Lax\""),
        ["Cluster.SessionAffinity.Cookie.Expiration"] = ("How long it lasts, as `Expires`.", "\"01:00:00\""),
        ["Cluster.SessionAffinity.Cookie.MaxAge"] = ("How long it lasts, as `Max-Age`.", "\"01:00:00\""),
        ["Cluster.SessionAffinity.Cookie.IsEssential"] = ("Whether it is set without the user's consent to cookies.", "false"),
        ["Cluster.HealthCheck"] = (
            "How destinations that fail are found and left out.", """{ "Active": { "Enabled": true, "Interval": "00:00:10", "Path": "/health" } }"""),
        ["Cluster.HealthCheck.Passive"] = ("By the answers to requests.", """{ "Enabled": true }"""),
        ["Cluster.HealthCheck.Passive.Enabled"] = ("Whether answers are watched.", "true"),
        ["Cluster.HealthCheck.Passive.Policy"] = ("How they are judged.", "\"TransportFailureRate\""),
        ["Cluster.HealthCheck.Passive.ReactivationPeriod"] = ("After this time a destination that failed is tried again.", "\"00:00:30\""),
        ["Cluster.HealthCheck.Active"] = ("By asking each destination.", """{ "Enabled": true, "Interval": "00:00:10", "Path": "/health" }"""),
        ["Cluster.HealthCheck.Active.Enabled"] = ("Whether destinations are asked.", "true"),
        ["Cluster.HealthCheck.Active.Interval"] = ("How often.", "\"00:00:10\""),
        ["Cluster.HealthCheck.Active.Timeout"] = ("How long an answer may take.", "\"00:00:05\""),
        ["Cluster.HealthCheck.Active.Policy"] = ("How the answers are judged.", "\"ConsecutiveFailures\""),
        ["Cluster.HealthCheck.Active.Path"] = ("The path that is asked for.", "\"/health\""),
        ["Cluster.HealthCheck.AvailableDestinationsPolicy"] = (
            "Who gets requests: `HealthyAndUnknown`, or `HealthyOrPanic`, which uses all when none is healthy.", "\"HealthyAndUnknown\""),
        ["Cluster.HttpClient"] = ("The connections to the service.", """{ "MaxConnectionsPerServer": 100 }"""),
        ["Cluster.HttpClient.SslProtocols"] = ("The versions of TLS.", """["Tls12", "Tls13"]"""),
        ["Cluster.HttpClient.DangerousAcceptAnyServerCertificate"] = ("Only `false`: a certificate that is not checked proves nothing.", "false"),
        ["Cluster.HttpClient.MaxConnectionsPerServer"] = ("How many connections to one destination.", "100"),
        ["Cluster.HttpClient.WebProxy"] = ("A proxy on the way to the service.", """{ "Address": "http://proxy:3128" }"""),
        ["Cluster.HttpClient.WebProxy.Address"] = ("Where it is.", "\"http://proxy:3128\""),
        ["Cluster.HttpClient.WebProxy.BypassOnLocal"] = ("Whether local addresses are called without it.", "true"),
        ["Cluster.HttpClient.WebProxy.UseDefaultCredentials"] = ("Whether it is given this process's credentials.", "false"),
        ["Cluster.HttpClient.EnableMultipleHttp2Connections"] = ("Whether a full HTTP/2 connection is joined by a second.", "true"),
        ["Cluster.HttpClient.RequestHeaderEncoding"] = ("The encoding of request headers, ASCII by default.", "\"utf-8\""),
        ["Cluster.HttpClient.ResponseHeaderEncoding"] = ("The encoding of response headers, Latin-1 by default.", "\"utf-8\""),
        ["Cluster.HttpRequest"] = ("The requests to the service.", """{ "ActivityTimeout": "00:01:00" }"""),
        ["Cluster.HttpRequest.ActivityTimeout"] = ("How long nothing may happen in a request before it is given up.", "\"00:01:00\""),
        ["Cluster.HttpRequest.Version"] = ("The version of HTTP.", "\"2\""),
        ["Cluster.HttpRequest.VersionPolicy"] = ("Whether another version will do.", "\"RequestVersionOrLower\""),
        ["Cluster.HttpRequest.AllowResponseBuffering"] = ("Whether answers may be held back; not with server-sent events.", "false"),
        ["Cluster.Destinations"] = (
            "Where the service is, under names of your choice; takes the place of `Upstream`.",
            """{ "one": { "Address": "http://search-1:8080" } }"""),
        ["Cluster.Destinations.Address"] = ("Where it is; http or https. Variables are allowed.", "\"http://search-1:8080\""),
        ["Cluster.Destinations.Health"] = ("Where it is asked for its health, if elsewhere.", "\"http://search-1:8081\""),
        ["Cluster.Destinations.Metadata"] = ("Notes, for extensions of YARP.", """{ "zone": "a" }"""),
        ["Cluster.Destinations.Host"] = ("The `Host` it is sent, if another than its address.", "\"search.internal\""),
        ["Cluster.Metadata"] = ("Notes, for extensions of YARP.", """{ "team": "shop" }"""),
        ["Route"] = ("For every operation of the API.", """{ "Transforms": [{ "ResponseHeaderRemove": "X-Powered-By" }] }"""),
        ["Route.Transforms"] = ("Changes to requests and answers, in YARP's words.", """[{ "ResponseHeaderRemove": "X-Powered-By" }]"""),
        ["Route.Timeout"] = ("How long a request may take as a whole; better written as the API's `Timeout`.", "\"00:00:30\""),
        ["Route.MaxRequestBodySize"] = ("The largest request body in bytes; `-1`: no limit.", "1048576"),
        ["Route.Metadata"] = ("Notes, for extensions of YARP.", """{ "tier": "gold" }"""),
    };

    /// <summary>What the gateway accepts, where that is less than YARP's type; null elsewhere.</summary>
    public static ValueShape? Narrower(string path) => path switch
    {
        DestinationAddress => Values.Address,
        "Cluster.Destinations.Health" => Values.Form("address", SchemaPattern.Address),
        "Cluster.HttpClient.DangerousAcceptAnyServerCertificate" => new ValueShape("`false`", () => Rule.Of("""{ "const": false }""")),
        "Cluster.HttpRequest.ActivityTimeout" => Values.Form("a time like \"00:00:10\"", SchemaPattern.TimeBeyondZero),
        _ => null,
    };
}
