using System.Collections.Immutable;
using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>An entry of <c>Operations</c>, read and found right.</summary>
internal sealed record OperationEntry(Place Place, Api Api, OperationKey Key, Requirement Requirement)
{
    public string Id => $"{Api.Name} {Key.Method} {Key.Path}";

    public PathTemplate Template => Key.Template;

    public bool IsPublic => Requirement is Requirement.Public;

    /// <summary>Any token will do, of any issuer or of some.</summary>
    public bool IsAnyToken => Requirement is Requirement.Token { Scopes: null, Caller: null, Clients: [], Claims: [], StepUp: null };

    /// <summary>Whether a token of an issuer may do here that the other operation does not accept.</summary>
    public bool AcceptsIssuersBeyond(OperationEntry other) =>
        Requirement is Requirement.Token { Issuers: var own } && other.Requirement is Requirement.Token { Issuers: [_, ..] theirs }
        && (own.IsEmpty || own.Except(theirs).Any());

    public static ImmutableArray<OperationEntry> ReadAll(JsonMember? operations, Api api, RequirementEntry requirements, MistakeList mistakes)
    {
        if (operations is null)
        {
            return [];
        }

        var entries = ImmutableArray.CreateBuilder<OperationEntry>();
        foreach (var member in JsonValue.NonEmptyMembers(operations.Value, "\"Operations\"", mistakes))
        {
            var key = OperationKey.Read(member, api.Prefix, mistakes);
            var requirement = requirements.Read(member);
            if (key is not null && requirement is not null)
            {
                entries.Add(new OperationEntry(member.Place, api, key, requirement));
            }
        }

        return entries.ToImmutable();
    }
}
