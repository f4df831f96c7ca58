using System.Buffers;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.Downstream;

/// <summary>
/// What it stands on needs all of these scopes, and the gateway's word about who calls; else 401 or 403. The gateway has checked scopes
/// already: this is for calls that reach the service by another operation than its author thought of. Several of them add up. A scope that
/// the gateway's policy counts as implied by another is not in the token, and so not here: name what the token has to say.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireScopeAttribute : Attribute, IAuthorizeData, IAuthorizationRequirementData
{
    /// <summary>RFC 6749 section 3.3: scope-token.</summary>
    private static readonly SearchValues<char> ScopeCharacters =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Where(c => c is not ('"' or '\\'))]);

    /// <summary>Needs all of <paramref name="scopes"/>.</summary>
    /// <param name="scopes">At least one; compared exactly, case included.</param>
    /// <exception cref="ArgumentException">
    /// There is none, or one is no scope (RFC 6749 section 3.3), as two in one text are not.
    /// </exception>
    public RequireScopeAttribute(params string[] scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        if (scopes.Length == 0)
        {
            throw new ArgumentException("Name at least one scope.", nameof(scopes));
        }

        foreach (var scope in scopes)
        {
            if (string.IsNullOrEmpty(scope) || scope.AsSpan().ContainsAnyExcept(ScopeCharacters))
            {
                throw new ArgumentException(
                    $"'{scope}' is no scope (RFC 6749 section 3.3). Write several as several: \"a\", \"b\".", nameof(scopes));
            }
        }

        Scopes = [.. scopes];
    }

    /// <summary>The scopes, all of which the token has to have.</summary>
    public IReadOnlyList<string> Scopes { get; }

    string? IAuthorizeData.AuthenticationSchemes
    {
        get => GatewayIdentity.Scheme;
        set => throw new NotSupportedException();
    }

    string? IAuthorizeData.Policy
    {
        get => null;
        set => throw new NotSupportedException();
    }

    string? IAuthorizeData.Roles
    {
        get => null;
        set => throw new NotSupportedException();
    }

    /// <summary>For ASP.NET Core: what has to hold.</summary>
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new ScopeRequirement(Scopes)];
}
