using System.Collections.Immutable;

namespace Gateway.Tools.Audit;

/// <summary>Asks every rule of a policy, and what of that the ignore file covers.</summary>
internal static class PolicyAudit
{
    /// <returns>The most severe first, then in the order of the rules and of the file.</returns>
    public static ImmutableArray<Finding> Run(AuditedPolicy policy, ImmutableArray<IgnoreEntry> ignored)
    {
        var expired = ignored.Where(entry => entry.Until < policy.Today).ToList();
        var valid = ignored.Except(expired).ToList();
        var found = (
            from rule in AuditRules.OfPolicies
            from spot in rule.Look(policy)
            select new Finding(rule, spot, valid.Find(entry => entry.Covers(rule, spot)))).ToList();
        var forNothing = valid.Where(entry => found.TrueForAll(finding => finding.Ignored != entry));
        return
        [
            .. found
                .Concat(expired.Select(entry => new Finding(AuditRules.ExpiredEntry, entry.Spot)))
                .Concat(forNothing.Select(entry => new Finding(AuditRules.EntryForNothing, entry.Spot)))
                .OrderByDescending(finding => finding.Rule.Severity),
        ];
    }
}
