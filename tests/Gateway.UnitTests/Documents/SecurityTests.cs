using Gateway.Documents.OpenApi;
using Gateway.Routes;
using static Gateway.UnitTests.Documents.DescribedApi;

namespace Gateway.UnitTests.Documents;

/// <summary>What the document says that an operation needs is what its rule asks for.</summary>
public sealed class SecurityTests
{
    [Theory]
    [InlineData("'read'", "[{'main':['read']},{'partner':['read']}]")]
    [InlineData("{ 'Scopes': 'read', 'Issuers': ['partner'] }", "[{'partner':['read']}]")]
    [InlineData("{ 'Scopes': { 'AllOf': ['audit', 'people'] }, 'Issuers': ['main'] }", "[{'main':['audit','people']}]")]
    [InlineData("{ 'Scopes': { 'AnyOf': ['audit', { 'AllOf': ['read', 'people'] }] }, 'Issuers': ['main'] }", "[{'main':['audit']},{'main':['read','people']}]")]
    [InlineData("{ 'AnyToken': true }", "[{'main':[]},{'partner':[]}]")]
    [InlineData("{ 'Caller': 'user', 'Issuers': ['main'] }", "[{'main':[]}]")]
    [InlineData("{ 'Public': true, 'Why': 'w' }", "[]")]
    public void A_rule_becomes_security_requirements(string rule, string security) =>
        Assert.Equal(security, Describe(Policy($"'GET /': {rule}")).At("get", "/a")["security"].Text());

    [Theory]
    [InlineData("{ 'AllOf': ['read', 'write'] }", "[{'main':['write']}]")]
    [InlineData("{ 'AnyOf': ['read', { 'AllOf': ['write', 'audit'] }] }", "[{'main':['read']},{'main':['write']}]")]
    public void A_scope_that_another_one_implies_is_not_asked_for_beside_it(string scopes, string security) =>
        Assert.Equal(
            security,
            Describe(Policy($"'GET /': {{ 'Scopes': {scopes}, 'Issuers': ['main'] }}")).At("get", "/a")["security"].Text());

    [Fact]
    public void What_OpenAPI_has_no_words_for_stands_in_the_description_and_in_a_member_of_ours()
    {
        var operation = Describe(Policy(
            "'GET /': { 'Scopes': 'read', 'Caller': 'machine', 'Clients': ['app'], 'Claims': { 'role': ['x', 'y'] }, 'StepUp': { 'Acr': ['mfa'], 'MaxAge': '5m' } }")).At("get", "/a");

        Assert.Equal(
            "{'caller':'machine','clients':['app'],'claims':[{'claim':'role','one_of':['x','y']}],'sign_in':{'acr_values':['mfa'],'max_age':300}}",
            operation["x-gateway-needs"].Text());
        Assert.Equal("Needs: read; machine; clients app; role = x or y; signed in with mfa at most 5m ago.", operation["description"]!.GetValue<string>());
    }

    [Fact]
    public void A_protected_operation_answers_401_and_403_as_well_and_a_public_one_neither()
    {
        var document = Describe(Policy("'GET /': 'read', 'GET /open': { 'Public': true, 'Why': 'w' }"));

        Assert.Equal(
            "{'default':{'description':'What the service answers.'},'401':{'$ref':'#/components/responses/Unauthorized'},'403':{'$ref':'#/components/responses/Forbidden'}}",
            document.At("get", "/a")["responses"].Text());
        Assert.Equal("{'default':{'description':'What the service answers.'}}", document.At("get", "/a/open")["responses"].Text());
    }

    [Fact]
    public void An_issuer_that_never_answered_is_named_by_its_discovery_document()
    {
        var scheme = Describe(Policy("'GET /': 'read'")).Json["components"]!["securitySchemes"]!["main"]!;

        Assert.Equal("openIdConnect", scheme["type"]!.GetValue<string>());
        Assert.StartsWith("https://main.example/.well-known/", scheme["openIdConnectUrl"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true, true)]
    [InlineData(", 'grant_types_supported': ['authorization_code']", true, false)]
    [InlineData(", 'grant_types_supported': ['client_credentials']", false, true)]
    public void An_issuer_that_answered_has_the_flows_and_the_scopes_of_the_catalogue_that_are_asked_for(string more, bool users, bool machines)
    {
        var table = Policy("'GET /': 'read'");
        var endpoints = Endpoints(table, more);

        var document = GatewayDocument.Of(
            table, new Dictionary<string, ServiceDocument>(), new Dictionary<string, IssuerEndpoints> { ["main"] = endpoints! }, "https://api.example");

        var flows = document.Json["components"]!["securitySchemes"]!["main"]!["flows"]!;
        var user = "{'authorizationUrl':'https://main.example/authorize','tokenUrl':'https://main.example/token','scopes':{'read':'See'}}";
        Assert.Equal(users ? user : "", flows["authorizationCode"].Text());
        Assert.Equal(machines ? "{'tokenUrl':'https://main.example/token','scopes':{'read':'See'}}" : "", flows["clientCredentials"].Text());
    }

    [Theory]
    [InlineData(", 'issuer': 'https://other.example'")]
    [InlineData(", 'token_endpoint': 'http://main.example/token'")]
    [InlineData(", 'token_endpoint': 'javascript:alert(1)'")]
    [InlineData(", 'token_endpoint': 5")]
    [InlineData(", 'grant_types_supported': ['implicit']")]
    public void A_discovery_document_of_somebody_else_or_without_a_usable_endpoint_is_not_used(string more) =>
        Assert.Null(Endpoints(Policy("'GET /': 'read'"), more));

    private static IssuerEndpoints? Endpoints(RouteTable table, string more)
    {
        string[] own = ["'issuer': 'https://main.example'", "'authorization_endpoint': 'https://main.example/authorize'", "'token_endpoint': 'https://main.example/token'"];
        var kept = own.Where(member => !more.Contains(member.Split(':')[0], StringComparison.Ordinal)).ToList();
        var text = $"{{ {string.Join(", ", kept)}{(kept.Count == 0 ? more.TrimStart(',') : more)} }}".Replace('\'', '"');
        return IssuerEndpoints.Read(System.Text.Encoding.UTF8.GetBytes(text), table.Issuers[0]);
    }
}
