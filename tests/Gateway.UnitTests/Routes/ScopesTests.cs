using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

public sealed class ScopesTests
{
    [Theory]
    [InlineData("""  "a"  """, "a")]
    [InlineData("""  { "AllOf": ["a", "b"] }  """, "a+b")]
    [InlineData("""  { "AnyOf": ["a", "b"] }  """, "a | b")]
    [InlineData("""  { "AnyOf": ["a", { "AllOf": ["b", "c"] }] }  """, "a | b+c")]
    [InlineData("""  { "AllOf": ["a", { "AnyOf": ["b", "c"] }] }  """, "a+b | a+c")]
    [InlineData("""  { "AllOf": [{ "AnyOf": ["a", "b"] }, { "AnyOf": ["c", "d"] }] }  """, "a+c | a+d | b+c | b+d")]
    [InlineData("""  { "AllOf": ["a", "a"] }  """, "a")]
    [InlineData("""  { "AnyOf": ["a", "a"] }  """, "a")]
    [InlineData("""  { "AnyOf": [{ "AllOf": ["a", "b"] }, { "AllOf": ["b", "a"] }] }  """, "a+b")]
    [InlineData("""  { "AnyOf": [{ "AllOf": ["a", "b"] }, "a"] }  """, "a")]
    [InlineData("""  { "AllOf": ["a", { "AnyOf": ["a", "b"] }] }  """, "a")]
    [InlineData("""  { "AnyOf": [{ "AnyOf": ["a", { "AnyOf": ["b"] }] }, "c"] }  """, "a | b | c")]
    public void Nested_lists_are_multiplied_out_and_what_adds_nothing_is_dropped(string scopes, string alternatives)
    {
        var table = RoutesFiles.Compile($$"""
            {
              "Version": 1,
              "Issuers": { "main": { "Issuer": "https://issuer.example", "Audience": "api" } },
              "Scopes": { "a": "A", "b": "B", "c": "C", "d": "D" },
              "Apis": { "x": { "Prefix": "/x", "Upstream": "http://x", "Operations": { "GET /": { "Scopes": {{scopes}} } } } }
            }
            """);

        var requirement = Assert.IsType<Requirement.Token>(Assert.Single(table.Operations).Requirement);
        Assert.Equal(
            alternatives,
            string.Join(" | ", requirement.Scopes!.Alternatives.Select(all => string.Join('+', all.Select(scope => scope.Name)))));
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public void Sixty_four_alternatives_are_the_most(int pairs, bool accepted)
    {
        var numbers = Enumerable.Range(0, pairs).ToList();
        var result = RoutesFiles.Read($$"""
            {
              "Version": 1,
              "Issuers": { "main": { "Issuer": "https://issuer.example", "Audience": "api" } },
              "Scopes": { {{string.Join(", ", numbers.Select(n => $"\"a{n}\": \"A\", \"b{n}\": \"B\""))}} },
              "Apis": { "x": { "Prefix": "/x", "Upstream": "http://x", "Operations": { "GET /": { "Scopes": { "AllOf": [
                {{string.Join(", ", numbers.Select(n => $$"""{ "AnyOf": ["a{{n}}", "b{{n}}"] }"""))}} ] } } } } }
            }
            """);

        Assert.Equal(accepted, result.Table is not null);
    }

    [Fact]
    public void A_scope_is_granted_by_itself_and_by_all_that_imply_it_directly_or_through_others()
    {
        var table = RoutesFiles.Compile("""
            {
              "Version": 1,
              "Scopes": {
                "read": "Read",
                "write": { "Description": "Write", "Implies": ["read"] },
                "admin": { "Description": "Admin", "Implies": ["write", "audit"] },
                "audit": { "Description": "Audit", "Implies": ["read"] },
                "Read": "Another scope: case counts"
              },
              "Apis": { "x": { "Prefix": "/x", "Upstream": "http://x", "Operations": { "GET /": { "Public": true, "Why": "test" } } } }
            }
            """);

        Assert.Equal(["admin", "audit", "read", "write"], GrantedBy("read"));
        Assert.Equal(["admin", "write"], GrantedBy("write"));
        Assert.Equal(["admin"], GrantedBy("admin"));
        Assert.Equal(["Read"], GrantedBy("Read"));

        string[] GrantedBy(string name) => [.. table.Scopes.Single(scope => scope.Name == name).GrantedBy.Order(StringComparer.Ordinal)];
    }
}
