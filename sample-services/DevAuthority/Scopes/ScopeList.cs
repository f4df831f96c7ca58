using System.Diagnostics.CodeAnalysis;

namespace DevAuthority.Scopes;

/// <summary>
/// Scopes in the order they were asked for, each once (RFC 6749 section 3.3):
/// <code>
/// scope       = scope-token *( SP scope-token )
/// scope-token = 1*( %x21 / %x23-5B / %x5D-7E )
/// </code>
/// </summary>
internal sealed class ScopeList
{
    /// <summary>Not a scope of an API: it asks the authority for a refresh token, and only the authority reads it.</summary>
    internal const string OfflineAccess = "offline_access";

    internal static readonly ScopeList Empty = new([]);

    private readonly string[] scopes;

    private ScopeList(IEnumerable<string> scopes) => this.scopes = [.. scopes.Distinct(StringComparer.Ordinal)];

    internal bool IsEmpty => scopes.Length == 0;

    internal IReadOnlyList<string> All => scopes;

    internal static ScopeList Of(IEnumerable<string> scopes) => new(scopes);

    internal static bool TryParse(string? text, [NotNullWhen(true)] out ScopeList? list)
    {
        var tokens = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        list = tokens.All(IsScope) ? new ScopeList(tokens) : null;
        return list is not null;
    }

    internal static bool IsScope(string token) =>
        token.Length > 0 && token.All(c => c is '\x21' or (>= '\x23' and <= '\x5B') or (>= '\x5D' and <= '\x7E'));

    internal bool Has(string scope) => scopes.Contains(scope, StringComparer.Ordinal);

    internal ScopeList Where(Func<string, bool> keep) => new(scopes.Where(keep));

    internal ScopeList Except(ScopeList others) => Where(scope => !others.Has(scope));

    internal ScopeList And(ScopeList others) => new([.. scopes, .. others.scopes]);

    /// <summary>As the protocol writes it, separated by spaces.</summary>
    public override string ToString() => string.Join(' ', scopes);
}
