using System.Collections.Immutable;
using Gateway.Routes.Json;
using Gateway.Routes.Written;

namespace Gateway.Routes;

/// <summary>
/// What an operation asks for, in one line: <c>read:a AND (b OR c); user; clients x</c>. Parts are separated by semicolons and all have to
/// hold. Every place that shows a requirement to people shows it so.
/// </summary>
internal static class RequirementInWords
{
    public static string Of(Requirement requirement) => Wording.OneLine(requirement switch
    {
        Requirement.Public open => $"public: {open.Why}",
        Requirement.Token token => string.Join("; ", Parts(token)),
        _ => "nobody",
    });

    private static IEnumerable<string> Parts(Requirement.Token token)
    {
        yield return token.Scopes is { } scopes ? Of(scopes.Alternatives) : "any token";
        if (token.Caller is { } caller)
        {
            yield return caller == CallerKind.Machine ? "machine" : "user";
        }

        if (!token.Clients.IsEmpty)
        {
            yield return $"clients {Wording.List(token.Clients)}";
        }

        foreach (var claim in token.Claims)
        {
            yield return $"{claim.Claim} = {string.Join(" or ", claim.OneOf)}";
        }

        if (!token.Issuers.IsEmpty)
        {
            yield return $"issuers {Wording.List(token.Issuers)}";
        }

        if (token.StepUp is { } stepUp)
        {
            var how = stepUp.Acr.IsEmpty ? "" : $" with {string.Join(" or ", stepUp.Acr)}";
            var when = stepUp.MaxAge is { } age ? $" at most {Duration.Format(age)} ago" : "";
            yield return $"signed in{how}{when}";
        }
    }

    /// <summary>The compiled expression is a list of alternatives; what all of them ask for is said once, in front.</summary>
    private static string Of(ImmutableArray<ImmutableArray<Scope>> alternatives)
    {
        var common = alternatives[0].Where(scope => alternatives.All(alternative => alternative.Contains(scope))).ToList();
        var rest = alternatives.Select(alternative => alternative.Except(common).Select(scope => scope.Name).ToList()).ToList();
        var all = common.Select(scope => scope.Name);
        if (rest is [_, _, ..])
        {
            var any = string.Join(" OR ", rest.Select(names => names is [var one] ? one : $"({string.Join(" AND ", names)})"));
            all = common.Count == 0 ? [any] : all.Append($"({any})");
        }

        return string.Join(" AND ", all);
    }
}
