using static Gateway.UnitTests.Documents.DescribedApi;

namespace Gateway.UnitTests.Documents;

/// <summary>Which operations are described, and by which paths: those that a route exposes, as clients see them.</summary>
public sealed class PathTests
{
    private const string Ok = "{ 'responses': { '200': { 'description': 'ok' } } }";

    [Theory]
    // The prefix is put in front; it may be kept towards the service, too.
    [InlineData("'GET /x': 'read'", "", "/x", "get /a/x")]
    [InlineData("'GET /x': 'read'", "'KeepPrefix': true,", "/a/x", "get /a/x")]
    [InlineData("'GET /': 'read'", "", "/", "get /a")]
    // YARP's transforms of paths.
    [InlineData("'GET /x': 'read'", "'Yarp': { 'Route': { 'Transforms': [{ 'PathPrefix': '/v1' }] } },", "/v1/x", "get /a/x")]
    [InlineData("'GET /x': 'read'", "'Yarp': { 'Route': { 'Transforms': [{ 'PathRemovePrefix': '/x' }] } },", "/", "get /a/x")]
    [InlineData("'GET /x': 'read'", "'Yarp': { 'Route': { 'Transforms': [{ 'PathSet': '/other' }] } },", "/other", "get /a/x")]
    [InlineData("'GET /x/{id}': 'read'", "'Yarp': { 'Route': { 'Transforms': [{ 'PathPattern': '/y/{id}/z' }] } },", "/y/{key}/z", "get /a/x/{id}")]
    // Names of parameters do not count; constraints do.
    [InlineData("'GET /{id:int}': 'read'", "", "/{key}", "get /a/{id}")]
    [InlineData("'GET /{id}': 'read'", "", "/new", "get /a/new")]
    [InlineData("'GET /me': 'read'", "", "/{key}", "get /a/me")]
    // A catch-all exposes all that is below.
    [InlineData("'GET /x/{**rest}': 'read'", "", "/x/{key}/parts", "get /a/x/{key}/parts")]
    public void A_documented_operation_has_the_path_that_clients_call(string operations, string api, string servicePath, string expected)
    {
        var document = Describe(Policy(operations, api), Service($"'{servicePath}': {{ 'get': {{ 'operationId': 'known', 'responses': {{ '200': {{ 'description': 'ok' }} }} }} }}"));

        Assert.Equal([expected], document.Operations());
        Assert.Contains("'operationId':'a.known'", document.Json["paths"].Text(), StringComparison.Ordinal);
        Assert.Empty(document.LeftOut);
    }

    [Theory]
    [InlineData("http://a:8080/v1", "", "/x")]
    [InlineData("http://a:8080/v1", "", "/v1/x")]
    [InlineData("http://a:8080/v1", "'servers': [{ 'url': 'http://internal:5000/v1/' }],", "/x")]
    [InlineData("http://a:8080/", "'servers': [{ 'url': '/' }],", "/x")]
    public void The_base_paths_of_the_service_and_of_its_document_count(string upstream, string servers, string path)
    {
        var document = Describe(Policy("'GET /x': 'read'", upstream: upstream), Service($"'{path}': {{ 'get': {{ 'operationId': 'known' }} }}", more: servers));

        Assert.Equal("a.known", document.At("get", "/a/x")["operationId"]!.GetValue<string>());
        Assert.DoesNotContain("internal", document.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'/y': { 'get': " + Ok + " }")]
    [InlineData("'/x': { 'post': " + Ok + " }")]
    [InlineData("'/x/y': { 'get': " + Ok + " }")]
    [InlineData("'/{id}/y': { 'get': " + Ok + " }")]
    public void What_no_route_exposes_is_not_there_and_what_the_service_does_not_have_is_a_stub(string paths)
    {
        var document = Describe(Policy("'GET /x': 'read'"), Service(paths));

        Assert.Equal(["get /a/x"], document.Operations());
        Assert.Equal("a GET /x", document.At("get", "/a/x")["summary"]!.GetValue<string>());
    }

    [Fact]
    public void A_constraint_that_the_service_s_literal_does_not_meet_keeps_it_out() =>
        Assert.Equal(["get /a/{id}"], Describe(Policy("'GET /{id:int}': 'read'"), Service($"'/new': {{ 'get': {Ok} }}")).Operations());

    [Fact]
    public void A_stub_has_its_parameters_with_the_types_of_their_constraints()
    {
        var document = Describe(Policy("'GET /{id:int:min(1)}/{key:guid}/{name:length(2,5)}/{**rest}': 'read'"));

        Assert.Equal(
            "[{'in':'path','schema':{'type':'integer','format':'int32','minimum':1},'name':'id','required':true},"
            + "{'in':'path','schema':{'type':'string','format':'uuid'},'name':'key','required':true},"
            + "{'in':'path','schema':{'type':'string','minLength':2,'maxLength':5},'name':'name','required':true},"
            + "{'in':'path','schema':{'type':'string'},'description':'Any further segments of the path, or none.','name':'rest','required':true}]",
            document.At("get", "/a/{id}/{key}/{name}/{rest}")["parameters"].Text());
    }

    [Fact]
    public void The_parameters_of_one_path_have_one_name_whoever_documents_them()
    {
        var document = Describe(
            Policy("'GET /{id}': 'read', 'DELETE /{key}': 'write'"),
            Service("'/{gettable}': { 'get': { 'parameters': [{ 'name': 'gettable', 'in': 'path', 'description': 'which', 'schema': { 'type': 'string' } }] } },"
                + "'/{deletable}': { 'parameters': [{ 'name': 'deletable', 'in': 'path', 'description': 'which one', 'schema': {} }, { 'name': 'q', 'in': 'query' }], 'delete': {} }"));

        Assert.Equal(["get /a/{id}", "delete /a/{id}"], document.Operations());
        Assert.Contains("'description':'which'", document.At("get", "/a/{id}")["parameters"].Text(), StringComparison.Ordinal);
        Assert.Contains("'description':'which one'", document.At("delete", "/a/{id}")["parameters"].Text(), StringComparison.Ordinal);
        Assert.Contains("'name':'q'", document.At("delete", "/a/{id}")["parameters"].Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_two_templates_match_the_stricter_one_is_described_at_its_own_path()
    {
        var document = Describe(
            Policy("'GET /{**rest}': 'read', 'GET /admin': 'audit'"), Service($"'/admin': {{ 'get': {Ok} }}, '/other/{{x}}': {{ 'get': {Ok} }}"));

        Assert.Equal(["get /a/other/{x}", "get /a/admin"], document.Operations());
        Assert.Contains("audit", document.At("get", "/a/admin")["security"].Text(), StringComparison.Ordinal);
        Assert.Empty(document.LeftOut);
    }

    [Theory]
    [InlineData("'GET /{id:int}': 'read', 'GET /{name:alpha}': 'audit'", "a GET /{name:alpha}")]
    [InlineData("'GET /{id}': 'read', 'GET /{**rest}': 'audit'", "a GET /{**rest}")]
    public void Two_paths_that_OpenAPI_cannot_tell_apart_are_not_mixed(string operations, string leftOut)
    {
        var document = Describe(Policy(operations));

        Assert.Equal([leftOut], document.LeftOut.Select(left => left.Operation.Id));
        Assert.Single(document.Operations());
        Assert.Contains(leftOut, document.Json["x-gateway-left-out"]![0]!["operation"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void HEAD_is_described_where_it_is_an_operation_of_its_own() =>
        Assert.Equal(["get /a/x", "head /a/y"], Describe(Policy("'GET /x': 'read', 'HEAD /y': 'read'")).Operations());
}
