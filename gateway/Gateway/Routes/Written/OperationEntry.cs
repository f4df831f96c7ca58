using System.Collections.Immutable;
using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>An entry of <c>Operations</c>, read and found right.</summary>
internal sealed record OperationEntry(Place Place, Api Api, OperationKey Key, Requirement Requirement)
{
    public Candidate? Candidate { get; init; }

    public ImmutableArray<RateLimit> Limits { get; init; } = [];

    /// <summary>In bytes; null: the API's.</summary>
    public long? MaxBody { get; init; }

    public Deprecation? Deprecated { get; init; }

    /// <summary>Null: the API's.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Null: the API's.</summary>
    public Priority? Priority { get; init; }

    public string Id => $"{Api.Name} {Key.Method} {Key.Path}";

    public PathTemplate Template => Key.Template;

    public bool IsPublic => Requirement is Requirement.Public;

    /// <summary>Any token will do, of any issuer or of some.</summary>
    public bool IsAnyToken => Requirement is Requirement.Token { Scopes: null, Caller: null, Clients: [], Claims: [], StepUp: null };

    /// <summary>Whether a token of an issuer may do here that the other operation does not accept.</summary>
    public bool AcceptsIssuersBeyond(OperationEntry other) =>
        Requirement is Requirement.Token { Issuers: var own } && other.Requirement is Requirement.Token { Issuers: [_, ..] theirs }
        && (own.IsEmpty || own.Except(theirs).Any());

    public static ImmutableArray<OperationEntry> ReadAll(JsonMember? operations, Api api, ConditionsEntry conditions, MistakeList mistakes)
    {
        if (operations is null)
        {
            return [];
        }

        var requirements = new RequirementEntry(conditions, mistakes);
        var candidates = new CandidateEntry(conditions, mistakes);
        var entries = ImmutableArray.CreateBuilder<OperationEntry>();
        foreach (var member in JsonValue.NonEmptyMembers(operations.Value, "\"Operations\"", mistakes))
        {
            var key = OperationKey.Read(member, api.Prefix, mistakes);
            var limits = ReadLimits(member, api, mistakes);
            var maxBody = MaxBodyEntry.Read(member.Value.At(MaxBodyEntry.Member), mistakes);
            var deprecated = DeprecatedEntry.Read(member.Value.At(DeprecatedEntry.Member), mistakes);
            var timeout = TimeoutEntry.Read(member.Value.At(TimeoutEntry.Member), mistakes);
            var priority = PriorityEntry.Read(member.Value.At(PriorityEntry.Member), mistakes);
            var found = mistakes.Count;
            var requirement = requirements.Read(member);
            var candidate = candidates.Read(member);
            // Of a rule with a mistake in it nobody can say whom it lets in.
            if (requirement is not null && candidate is not null && mistakes.Count == found)
            {
                candidates.CheckItTightens(member, candidate, requirement);
            }

            if (key is not null && requirement is not null)
            {
                entries.Add(new OperationEntry(member.Place, api, key, requirement)
                {
                    Candidate = candidate,
                    Limits = limits,
                    MaxBody = maxBody,
                    Deprecated = deprecated,
                    Timeout = timeout,
                    Priority = priority,
                });
            }
        }

        return entries.ToImmutable();
    }

    private static ImmutableArray<RateLimit> ReadLimits(JsonMember operation, Api api, MistakeList mistakes)
    {
        var written = (operation.Value as JsonObject)?.Members;
        return RateLimitEntry.Read(
            written?.FirstOrDefault(member => member.Name == RateLimitEntry.Member),
            $"{api.Name} {operation.Name}",
            written?.Any(member => member.Name == "Public") ?? false,
            mistakes);
    }
}
