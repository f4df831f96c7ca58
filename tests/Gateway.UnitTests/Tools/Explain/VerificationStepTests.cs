using System.Collections.Immutable;
using System.Reflection;
using Gateway.Problems;
using Gateway.Tools.Explain;

namespace Gateway.UnitTests.Tools.Explain;

public sealed class VerificationStepTests
{
    /// <summary>All of the closed list, but for the one that only the admin listener has.</summary>
    private static readonly ImmutableArray<TokenFault> Faults =
    [
        .. typeof(TokenFault).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (TokenFault)field.GetValue(null)!)
            .Where(fault => fault != TokenFault.NotAdmin),
    ];

    [Fact]
    public void Every_fault_of_a_token_has_its_step() =>
        Assert.Equal(Faults.Select(fault => fault.Reason).Order(), VerificationSteps.ByFault.Keys.Select(fault => fault.Reason).Order());

    [Fact]
    public void Every_fault_of_a_token_has_its_cure() =>
        Assert.Equal(Faults.Select(fault => fault.Reason).Order(), Cures.OfFault.Keys.Select(fault => fault.Reason).Order());

    [Fact]
    public void Every_refusal_with_a_fault_shows_at_the_step_of_the_table() =>
        Assert.All(VerificationSteps.ByFault, one => Assert.Equal(one.Value, VerificationSteps.Of(Problem.Of(one.Key), facts: null)));
}
