using Gateway.Routes;

namespace Gateway.UnitTests.Routes;

public sealed class RequirementInWordsTests
{
    [Theory]
    [InlineData("\"read\"", "read")]
    [InlineData("""{ "Scopes": { "AllOf": ["read", "write"] } }""", "read AND write")]
    [InlineData("""{ "Scopes": { "AnyOf": ["read", "write"] } }""", "read OR write")]
    [InlineData("""{ "Scopes": { "AllOf": ["read", { "AnyOf": ["write", "admin"] }] } }""", "read AND (write OR admin)")]
    [InlineData("""{ "Scopes": { "AnyOf": ["admin", { "AllOf": ["read", "write"] }] } }""", "admin OR (read AND write)")]
    [InlineData("""{ "Scopes": { "AnyOf": ["read", { "AllOf": ["read", "write"] }] } }""", "read")]
    [InlineData("""{ "AnyToken": true }""", "any token")]
    [InlineData("""{ "Public": true, "Why": "uptime probe" }""", "public: uptime probe")]
    [InlineData("""{ "Public": true, "Why": "two\nlines" }""", "public: two\\u000alines")]
    [InlineData("""{ "Caller": "machine" }""", "any token; machine")]
    [InlineData("""{ "Scopes": "read", "Caller": "user", "Clients": ["x", "y"] }""", "read; user; clients x, y")]
    [InlineData("""{ "Scopes": "read", "Claims": { "role": ["a", "b"], "level": ["1"] } }""", "read; role = a or b; level = 1")]
    [InlineData("""{ "Scopes": "read", "Issuers": ["main"] }""", "read; issuers main")]
    [InlineData("""{ "Scopes": "read", "StepUp": { "Acr": ["mfa", "pin"], "MaxAge": "300s" } }""", "read; signed in with mfa or pin at most 5m ago")]
    [InlineData("""{ "Scopes": "read", "StepUp": { "Acr": ["mfa"] } }""", "read; signed in with mfa")]
    [InlineData("""{ "Scopes": "read", "StepUp": { "MaxAge": "36h" } }""", "read; signed in at most 36h ago")]
    public void A_requirement_is_one_line_of_words(string requirement, string words)
    {
        var table = RoutesFiles.Compile(RoutesFiles.WithOperations($"\"GET /\": {requirement}"));

        Assert.Equal(words, RequirementInWords.Of(table.Operations[0].Requirement));
    }

    [Fact]
    public void What_all_alternatives_ask_for_is_said_once_and_each_rest_keeps_its_own_brackets()
    {
        const string nested = """{ "Scopes": { "AllOf": ["read", { "AnyOf": ["write", { "AllOf": ["admin", "audit"] }] }] } }""";
        var file = RoutesFiles.WithOperations($"\"GET /\": {nested}").Replace("\"read\": \"Read\"", "\"read\": \"Read\", \"audit\": \"Audit\"", StringComparison.Ordinal);

        Assert.Equal("read AND (write OR (admin AND audit))", RequirementInWords.Of(RoutesFiles.Compile(file).Operations[0].Requirement));
    }
}
