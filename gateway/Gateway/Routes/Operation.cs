using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Gateway.Routes;

/// <summary>One line of an API's <c>Operations</c>, compiled: which requests it is about and what they need.</summary>
/// <param name="Id">As people name it: <c>timesheets GET /{id:int}</c>.</param>
/// <param name="RouteId">
/// The id of the YARP route that carries it: <see cref="Id"/> and a hash of everything that decides about the request, so that a changed
/// rule is another route and policy and forwarding change together.
/// </param>
/// <param name="Methods">Upper case; GET brings HEAD with it unless HEAD is named for the same path.</param>
/// <param name="Template">The whole path, prefix included, as an ASP.NET Core route template.</param>
/// <param name="Place"><c>file:line</c> where it is written.</param>
internal sealed record Operation(
    string Id,
    string RouteId,
    Api Api,
    ImmutableArray<string> Methods,
    string Template,
    Requirement Requirement,
    string Place) : IDynamicEndpointMetadata
{
    /// <summary>
    /// As metadata of an endpoint it makes routing look at the method after the constraints of parameters, as it does where endpoints may yet
    /// change. Before them, a path that only a constraint keeps from being this operation's would have its methods: 405 instead of 404, a false
    /// <c>Allow</c>, or 404 instead of 405.
    /// </summary>
    bool IDynamicEndpointMetadata.IsDynamic => Template.Contains(':');

    /// <summary><see cref="RouteTable.Hash"/> of the table that it is of.</summary>
    public string Policy { get; init; } = "";

    /// <summary>
    /// The issuers of the same table: a token is verified by the rules of the policy that the request belongs to, also while another one
    /// comes into force.
    /// </summary>
    public ImmutableArray<Issuer> Issuers { get; init; } = [];

    /// <summary>Its own, beside the API's.</summary>
    public ImmutableArray<RateLimit> Limits
    {
        get;
        init
        {
            field = value;
            var all = Api.Limits.AddRange(value);
            AddressLimits = [.. all.Where(limit => limit.By == LimitBy.Address)];
            CallerLimits = [.. all.Where(limit => limit.By != LimitBy.Address)];
        }
    } = [];

    /// <summary>All that hold for a request before its token is looked at.</summary>
    public ImmutableArray<RateLimit> AddressLimits { get; private init; } = [];

    /// <summary>All that hold for a request that is allowed.</summary>
    public ImmutableArray<RateLimit> CallerLimits { get; private init; } = [];

    /// <summary>The largest body in bytes, its own or the API's; below zero: none; null: the process's.</summary>
    public long? MaxBody { get; init; }

    /// <summary>How long a request may take as a whole, its own or the API's; null: no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Its own, or the API's; null: it is not deprecated.</summary>
    public Deprecation? Deprecated { get; init; }

    /// <summary>Its own, or the API's.</summary>
    public Priority Priority { get; init; } = Priority.Normal;

    /// <summary>A stricter rule that is tried beside the enforced one and can only report; null: none.</summary>
    public Candidate? Candidate { get; init; }
}

/// <summary>What all operations of one API share on their way to the service.</summary>
/// <param name="ForwardClaims">The claims the service receives in <c>Gateway-Claims</c>.</param>
/// <param name="Forward">Claims that the service receives in headers of its own choosing, after every inbound spelling of those is removed.</param>
/// <param name="ForwardAuthorization">Whether the client's <c>Authorization</c> header travels on. Off unless the file says so.</param>
/// <param name="Identity">In which form the service is told who calls.</param>
internal sealed record Api(
    string Name,
    string Prefix,
    ImmutableArray<string> ForwardClaims,
    ImmutableArray<ForwardedClaim> Forward,
    bool ForwardAuthorization,
    IdentityForm Identity)
{
    /// <summary>Null: TLS as the host does it, or plain http.</summary>
    public UpstreamTls? UpstreamTls { get; init; }

    public Resilience Resilience { get; init; } = Resilience.Default;

    /// <summary>Which pages of other origins may call; null: the gateway says nothing about that.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Cors? Cors { get; init; }

    /// <summary>For each operation that does not say so itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Deprecation? Deprecated { get; init; }

    /// <summary>For each operation that does not say so itself; null: the file does not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Priority? Priority { get; init; }

    /// <summary>What may be in a path though servers read it in two ways; its service is then sent the client's own spelling.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public PathFault AllowInPaths { get; init; }

    /// <summary>For all its operations together.</summary>
    public ImmutableArray<RateLimit> Limits { get; init; } = [];

    // None of these decides anything: they are not in the JSON that route ids are hashes of.

    /// <summary>Whom to ask; null: the file does not say.</summary>
    [JsonIgnore]
    public string? Owner { get; init; }

    /// <summary>Where the document is in which its service describes itself; null: nowhere.</summary>
    [JsonIgnore]
    public OpenApiSource? OpenApi { get; init; }

    /// <summary><c>file:line</c> where it is written.</summary>
    [JsonIgnore]
    public string Place { get; init; } = "";
}
