using Gateway.Downstream;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.UnitTests.Downstream;

public sealed class RequireScopeAttributeTests
{
    public static TheoryData<string[]> NoScopes => [[], [""], ["a b"], ["a\"b"], ["a\\b"], ["ä"], ["a", " "], ["a\n"]];

    [Theory]
    [MemberData(nameof(NoScopes))]
    public void What_is_no_scope_is_a_mistake_of_the_service(string[] scopes) =>
        Assert.Throws<ArgumentException>(() => new RequireScopeAttribute(scopes));

    [Fact]
    public void It_names_the_scheme_and_brings_its_requirement()
    {
        var rule = new RequireScopeAttribute("read:tasks", "https://example.com/scope#1");
        Assert.Equal(["read:tasks", "https://example.com/scope#1"], rule.Scopes);
        Assert.Equal(GatewayIdentity.Scheme, ((IAuthorizeData)rule).AuthenticationSchemes);
        Assert.Single(rule.GetRequirements());
    }
}
