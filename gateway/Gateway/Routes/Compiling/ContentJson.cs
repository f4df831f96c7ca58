using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Routes.Compiling;

/// <summary>
/// Writes the JSON that ids are hashes of. By code that is generated when the gateway is compiled: to look at these types when it starts took a
/// tenth of the start.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(Issuer))]
[JsonSerializable(typeof(ServiceContent))]
[JsonSerializable(typeof(RouteContent))]
[JsonSerializable(typeof(ImmutableArray<FileContent>))]
internal sealed partial class ContentJson : JsonSerializerContext;

/// <summary>All that decides how a service is called.</summary>
internal sealed record ServiceContent(ClusterConfig Cluster, UpstreamTls? UpstreamTls, Resilience Resilience);

/// <summary>
/// All that decides about a request of a route, and what is tried beside it; not what is only for people (Owner, Why, descriptions).
/// </summary>
/// <param name="Token">Null: it is public.</param>
internal sealed record RouteContent(
    string? ClusterId,
    string? Path,
    IReadOnlyList<string>? Methods,
    IReadOnlyList<IReadOnlyDictionary<string, string>>? Transforms,
    TimeSpan? Timeout,
    long? MaxRequestBodySize,
    IReadOnlyDictionary<string, string>? Metadata,
    Api Api,
    ImmutableArray<RateLimit> Limits,
    Deprecation? Deprecated,
    Priority? Priority,
    TokenContent? Token,
    CandidateContent? Candidate);

/// <param name="Accepted">The names of issuers that the file has there.</param>
/// <param name="Issuers">What they are.</param>
internal sealed record TokenContent(
    ImmutableArray<ImmutableArray<ScopeContent>>? Scopes,
    CallerKind? Caller,
    ImmutableArray<string> Clients,
    ImmutableArray<ClaimRequirement> Claims,
    StepUp? StepUp,
    ImmutableArray<string> Accepted,
    ImmutableArray<Issuer> Issuers);

/// <param name="GrantedBy">The set has no order of its own; in the hash it needs one.</param>
internal sealed record ScopeContent(string Name, ImmutableArray<string> GrantedBy);

internal sealed record CandidateContent(TokenContent Token, DateOnly Until);

internal sealed record FileContent(string Name, string Hash);
