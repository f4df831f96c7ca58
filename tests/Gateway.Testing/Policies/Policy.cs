using System.Collections.Immutable;

namespace Gateway.Testing.Policies;

/// <summary>
/// A policy as its author means it, before it is written as JSON (<see cref="PolicyText"/>). An oracle works from this, never from what the
/// gateway has read.
/// </summary>
public sealed record Policy(ImmutableArray<PolicyIssuer> Issuers, ImmutableArray<PolicyScope> Scopes, ImmutableArray<PolicyApi> Apis)
{
    public IEnumerable<(PolicyApi Api, PolicyOperation Operation)> Operations =>
        Apis.SelectMany(api => api.Operations.Select(operation => (api, operation)));
}

/// <summary>An entry of the catalogue.</summary>
public sealed record PolicyScope(string Name, ImmutableArray<string> Implies);

/// <param name="Issuers">Their names; empty: all.</param>
/// <param name="Needs">A claim that the service cannot do without (<c>Forward</c> with <c>Required</c>); null: none.</param>
public sealed record PolicyApi(
    string Name, string Prefix, string Upstream, ImmutableArray<string> Issuers, string? Needs, ImmutableArray<PolicyOperation> Operations);

/// <param name="Path">Below the prefix, as a template: <c>/a/{p1:int}</c>. Two paths that match the same are the same text, but for case.</param>
public sealed record PolicyOperation(string Method, string Path, PolicyRule Rule);
