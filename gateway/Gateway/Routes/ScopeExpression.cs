using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gateway.Routes;

/// <summary>
/// Which scopes an operation needs, as alternatives: one of them has to be held completely. <c>"a"</c> is one alternative of one scope,
/// <c>AllOf</c> one alternative of several, <c>AnyOf</c> several alternatives; nesting is multiplied out when the file is compiled.
/// </summary>
internal sealed record ScopeExpression(ImmutableArray<ImmutableArray<Scope>> Alternatives)
{
    /// <summary>The same by name, made once: every refusal says them.</summary>
    public ImmutableArray<ImmutableArray<string>> Names { get; } =
        [.. Alternatives.Select(alternative => alternative.Select(scope => scope.Name).ToImmutableArray())];
}

/// <summary>A scope of the catalogue (RFC 6749 section 3.3: compared exactly, case included).</summary>
/// <param name="Name">As the token spells it.</param>
/// <param name="Description">For people: consent pages, the API document.</param>
/// <param name="GrantedBy">The scope itself and every scope that implies it, directly or through others.</param>
internal sealed record Scope(string Name, string Description, FrozenSet<string> GrantedBy)
{
    /// <summary><c>file:line</c> where it is written.</summary>
    public string Place { get; init; } = "";
}
