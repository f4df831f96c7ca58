using System.Reflection;
using Gateway.Problems;

namespace Gateway.UnitTests.Problems;

public sealed class RefusalTests
{
    [Fact]
    public void The_list_of_refusals_has_every_one()
    {
        Assert.Equal(Declared<Refusal>(), Refusal.All);
        Assert.Equal(Refusal.All.Count, Refusal.All.Select(refusal => refusal.Code).Distinct().Count());
    }

    [Fact]
    public void The_list_of_token_faults_has_every_one() => Assert.Equal(Declared<TokenFault>(), TokenFault.All);

    [Fact]
    public void Every_refusal_says_in_sentences_what_it_means_and_what_to_do()
    {
        foreach (var refusal in Refusal.All)
        {
            Assert.All([refusal.Meaning, refusal.Cure], text => Assert.True(IsSentences(text), $"{refusal.Code}: {text}"));
            Assert.NotEqual(refusal.Meaning, refusal.Cure);
        }
    }

    [Fact]
    public void Every_fault_of_a_token_says_what_to_do() =>
        Assert.All(TokenFault.All, fault => Assert.True(IsSentences(fault.Cure), $"{fault.Reason}: {fault.Cure}"));

    [Theory]
    [InlineData("")]
    [InlineData("no sentence")]
    [InlineData("Too short.")]
    public void The_rule_can_fail(string text) => Assert.False(IsSentences(text));

    private static T[] Declared<T>() =>
        [.. typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<T>()];

    private static bool IsSentences(string text) => text.Length > 15 && char.IsUpper(text[0]) && text[^1] == '.';
}
