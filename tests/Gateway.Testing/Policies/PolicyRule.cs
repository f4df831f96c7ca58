using System.Collections.Immutable;

namespace Gateway.Testing.Policies;

/// <summary>What an operation asks of its caller.</summary>
public abstract record PolicyRule
{
    private PolicyRule()
    {
    }

    /// <summary><c>Public</c>.</summary>
    public sealed record Open : PolicyRule;

    public sealed record AnyToken : PolicyRule;

    /// <summary>Something of it is asked for.</summary>
    /// <param name="Scopes">Null: none.</param>
    /// <param name="Caller"><c>user</c>, <c>machine</c>; null: anyone.</param>
    public sealed record Token(
        ScopeTree? Scopes,
        string? Caller,
        ImmutableArray<string> Clients,
        ImmutableArray<PolicyClaim> Claims,
        ImmutableArray<string> Issuers,
        PolicyStepUp? StepUp) : PolicyRule;
}

/// <summary><c>Scopes</c> as written: nested, not multiplied out.</summary>
public abstract record ScopeTree
{
    private ScopeTree()
    {
    }

    public sealed record One(string Name) : ScopeTree;

    public sealed record AllOf(ImmutableArray<ScopeTree> Items) : ScopeTree;

    public sealed record AnyOf(ImmutableArray<ScopeTree> Items) : ScopeTree;
}

public sealed record PolicyClaim(string Name, ImmutableArray<string> OneOf);

/// <param name="Acr">Empty: any.</param>
/// <param name="MaxAgeSeconds">Null: any.</param>
public sealed record PolicyStepUp(ImmutableArray<string> Acr, int? MaxAgeSeconds);
