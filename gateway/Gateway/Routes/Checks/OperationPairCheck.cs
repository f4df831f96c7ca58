using Gateway.Routes.Json;
using Gateway.Routes.Written;

namespace Gateway.Routes.Checks;

/// <summary>
/// Looks at every two operations that have requests in common, also across APIs. The framework gives such a request to the more exact
/// path, which is what a person expects, with three exceptions that are mistakes:
/// <list type="number">
/// <item>Neither is more exact: the framework would answer 500.</item>
/// <item>A public or any-token operation wins, without being a plain exception to the stricter one: opening <c>/reports/{id}</c> should not quietly
/// open <c>/{kind}/secret</c> for <c>/reports/secret</c>. Opening <c>/healthz</c> beside <c>/{id}</c> is plain.</item>
/// <item>A public or any-token catch-all lies around a stricter operation: a path that the service reads differently from the gateway
/// would fall to the weaker rule.</item>
/// </list>
/// </summary>
internal sealed class OperationPairCheck(EffectiveMethods methods, MistakeList mistakes)
{
    public void Check(IReadOnlyList<OperationEntry> operations)
    {
        // Nearly all pairs of a large file have nothing in common, and there are very many of them: they are not looked at.
        var before = new TemplateTree();
        for (var later = 0; later < operations.Count; later++)
        {
            var template = operations[later].Template;
            foreach (var earlier in before.Near(template))
            {
                Check(operations[earlier], operations[later]);
            }

            before.Add(template, later);
        }
    }

    public void Check(OperationEntry earlier, OperationEntry later)
    {
        if (!earlier.Template.Overlaps(later.Template) || !methods.Of(earlier).Intersect(methods.Of(later)).Any())
        {
            return;
        }

        if (earlier.Template.Precedence == later.Template.Precedence)
        {
            Add(
                later, MistakeCode.AmbiguousOperation, "matches the same requests as", earlier,
                "and neither is more exact; change the path of one, or keep one");
            return;
        }

        var (winner, loser) = earlier.Template.Precedence < later.Template.Precedence ? (earlier, later) : (later, earlier);
        if (IsWeaker(winner, loser) && !winner.Template.IsWithin(loser.Template))
        {
            Add(
                winner, MistakeCode.ShadowedOperation, winner.IsPublic ? "is public and would take requests from" : "takes any token and would take requests from", loser,
                "without being a plain exception to it; change the path of one");
        }

        if (loser.Template.EndsInCatchAll && IsWeaker(loser, winner))
        {
            Add(
                loser, MistakeCode.WeakCatchAll, "is a catch-all around the stricter", winner,
                "and a path that the service reads differently would fall to the weaker rule; narrow the catch-all");
        }
    }

    private static bool IsWeaker(OperationEntry left, OperationEntry right) =>
        (left.IsPublic && !right.IsPublic)
        || (left.IsAnyToken && !right.IsPublic && (!right.IsAnyToken || left.AcceptsIssuersBeyond(right)));

    private void Add(OperationEntry at, string code, string relation, OperationEntry other, string rest) =>
        mistakes.Add(
            at.Place,
            code,
            $"{Wording.Quote(at.Id)} {relation} {Wording.Quote(other.Id)} ({other.Place}), {rest}");
}
