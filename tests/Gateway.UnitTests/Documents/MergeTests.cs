using System.Text.Json.Nodes;
using static Gateway.UnitTests.Documents.DescribedApi;

namespace Gateway.UnitTests.Documents;

/// <summary>What is taken over of a service's document, and under which names.</summary>
public sealed class MergeTests
{
    private const string Get = "'GET /x': 'read'";

    [Fact]
    public void Components_operations_and_tags_have_the_name_of_the_API_in_front_and_servers_and_security_are_gone()
    {
        var document = Describe(Policy(Get), Service(
            "'/x': { 'servers': [{ 'url': 'http://internal' }], 'get': { 'operationId': 'list', 'tags': ['t'], 'security': [{ 'key': [] }], 'servers': [{ 'url': 'http://internal' }],"
            + "'responses': { '200': { 'description': 'ok', 'content': { 'application/json': { 'schema': { '$ref': '#/components/schemas/Thing' } } } } } } }",
            "'schemas': { 'Thing': { 'type': 'object' }, 'Unused': {} }, 'securitySchemes': { 'key': { 'type': 'apiKey', 'in': 'query', 'name': 'k' } }"));

        var operation = document.At("get", "/a/x");
        Assert.Equal("a.list", operation["operationId"]!.GetValue<string>());
        Assert.Equal("['a']", operation["tags"].Text());
        Assert.Equal("{'$ref':'#/components/schemas/a.Thing'}", operation["responses"]!["200"]!["content"]!["application/json"]!["schema"].Text());
        Assert.Equal(["Problem", "a.Thing"], document.Json["components"]!["schemas"]!.AsObject().Select(schema => schema.Key));
        Assert.Equal(["main", "partner"], document.Json["components"]!["securitySchemes"]!.AsObject().Select(scheme => scheme.Key));
        Assert.Equal("[{'url':'https://api.example'}]", document.Json["servers"].Text());
        Assert.DoesNotContain("internal", document.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_limited_and_what_is_deprecated_says_so_and_nothing_else_does()
    {
        var document = Describe(Policy(
            """
            'GET /x': { 'Scopes': 'read', 'RateLimit': { 'Permits': 1, 'Per': '1m', 'By': 'client' } },
            'GET /y': { 'Scopes': 'read', 'Deprecated': { 'Since': '2026-01-31' } },
            'GET /z': { 'Public': true, 'Why': 'test', 'RateLimit': { 'Permits': 1, 'Per': '1m', 'By': 'address' } }
            """));

        Assert.Equal(["x", "z"], new[] { "x", "y", "z" }.Where(path => document.At("get", $"/a/{path}")["responses"]!.AsObject().ContainsKey("429")));
        Assert.Equal(["y"], new[] { "x", "y", "z" }.Where(path => document.At("get", $"/a/{path}")["deprecated"]?.GetValue<bool>() == true));
    }

    [Theory]
    // It refers to itself.
    [InlineData("'Thing': { 'properties': { 'parent': { '$ref': '#/components/schemas/Thing' } } }", "{'properties':{'parent':{'$ref':'#/components/schemas/a.Thing'}}}")]
    // Into another one, at depth.
    [InlineData(
        "'Thing': { 'items': { '$ref': '#/components/schemas/Other/properties/x' } }, 'Other': { 'properties': { 'x': { 'type': 'string' } } }",
        "{'items':{'$ref':'#/components/schemas/a.schemas-Other-properties-x'}}")]
    // Nowhere that a client could go.
    [InlineData("'Thing': { 'items': { '$ref': 'http://internal/other.json' } }", "{'items':{'description':'Described elsewhere.'}}")]
    [InlineData("'Thing': { 'items': { '$ref': '#/components/schemas/Missing' } }", "{'items':{'description':'Described elsewhere.'}}")]
    [InlineData("'Thing': { 'allOf': [{ '$ref': '#/components/schemas/One' }] }, 'One': { '$ref': '#/components/schemas/Two' }, 'Two': { '$ref': '#/components/schemas/One' }", "{'allOf':[{'description':'Described elsewhere.'}]}")]
    // Data is data, and a property may have any name.
    [InlineData("'Thing': { 'default': { '$ref': '#/x' }, 'properties': { '$ref': { 'type': 'string' } } }", "{'default':{'$ref':'#/x'},'properties':{'$ref':{'type':'string'}}}")]
    // What would change the meaning of references is left behind; so is what is no schema.
    [InlineData("'Thing': { '$id': 'http://x/', '$anchor': 'y', 'type': 'wrong', 'minLength': -1, 'items': 5, 'x-note': 1, 'x-gateway-needs': 1 }", "{'x-note':1}")]
    // What stands beside a reference counts.
    [InlineData("'Thing': { '$ref': '#/components/schemas/One', 'description': 'd' }, 'One': {}", "{'$ref':'#/components/schemas/a.One','description':'d'}")]
    public void A_schema_comes_along_with_what_it_refers_to(string schemas, string expected) =>
        Assert.Equal(expected, Thing(schemas, "3.1.0").Text());

    [Theory]
    [InlineData("'type': 'string', 'nullable': true", "{'type':['string','null']}")]
    [InlineData("'nullable': true", "{}")]
    [InlineData("'type': 'integer', 'minimum': 1, 'exclusiveMinimum': true", "{'type':'integer','exclusiveMinimum':1}")]
    [InlineData("'type': 'integer', 'maximum': 1, 'exclusiveMaximum': false", "{'maximum':1,'type':'integer'}")]
    [InlineData("'$ref': '#/components/schemas/Thing', 'description': 'd'", "{'$ref':'#/components/schemas/a.Thing'}")]
    public void A_schema_of_3_0_says_the_same_in_3_1(string item, string expected) =>
        Assert.Equal(expected, Thing($"'Thing': {{ 'items': {{ {item} }} }}", "3.0.3")["items"].Text());

    [Theory]
    [InlineData("'mapping': { 'cat': '#/components/schemas/Cat', 'dog': 'Dog', 'cow': 'http://x/cow.json' }", "{'cat':'#/components/schemas/a.Cat','dog':'#/components/schemas/a.Dog'}")]
    [InlineData("'x': 1", "{'Cat':'#/components/schemas/a.Cat','Dog':'#/components/schemas/a.Dog'}")]
    public void A_discriminator_finds_its_schemas_by_their_new_names(string mapping, string expected) =>
        Assert.Equal(expected, Thing(
            "'Thing': { 'oneOf': [{ '$ref': '#/components/schemas/Cat' }, { '$ref': '#/components/schemas/Dog' }], 'discriminator': { 'propertyName': 'kind', " + mapping
            + " } }, 'Cat': {}, 'Dog': {}", "3.1.0")["discriminator"]!["mapping"].Text());

    [Fact]
    public void The_heirs_of_a_schema_with_a_discriminator_come_along() =>
        Assert.Equal("{'Cat':'#/components/schemas/a.Cat'}", Thing(
            "'Thing': { 'discriminator': { 'propertyName': 'kind' } }, 'Cat': { 'allOf': [{ '$ref': '#/components/schemas/Thing' }] }", "3.0.0")["discriminator"]!["mapping"].Text());

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{ 'openapi': '2.0' }")]
    [InlineData("{ 'swagger': '2.0' }")]
    [InlineData("{ 'openapi': '3.1.0', 'openapi': '3.1.0' }")]
    [InlineData("{ 'openapi': '3.1.0', 'info': '\\ud800' }")]
    public void What_is_no_document_of_OpenAPI_3_is_not_read(string text)
    {
        var (document, problem) = Gateway.Documents.OpenApi.ServiceDocument.Read(System.Text.Encoding.UTF8.GetBytes(text.Replace('\'', '"')));

        Assert.Null(document);
        Assert.NotNull(problem);
    }

    [Fact]
    public void A_small_document_that_would_become_a_huge_one_does_not()
    {
        var operations = string.Join(',', Enumerable.Range(0, 2000).Select(number => $"'/x/{number}': {{ 'parameters': [{{ '$ref': '#/components/parameters/p' }}], 'get': {{}} }}"));

        var document = Describe(
            Policy("'GET /x/{**rest}': 'read'"),
            Service(operations, $"'parameters': {{ 'p': {{ 'name': 'p', 'in': 'query', 'description': '{new string('x', 100_000)}' }} }}"));

        Assert.True(document.Json.ToJsonString().Length < 30_000_000);
        Assert.Equal(2000, document.Operations().Count());
    }

    [Fact]
    public void A_callback_to_the_path_that_it_is_of_has_an_end()
    {
        var document = Describe(Policy(Get), Service(
            "'/x': { 'get': { 'callbacks': { 'c': { 'http://x': { '$ref': '#/paths/~1x' } }, 'd': { '$ref': '#/paths/~1x/get/callbacks/c' } } } }"));

        Assert.Equal("{'c':{},'d':{'$ref':'#/components/callbacks/a.paths--x-get-callbacks-c'}}", document.At("get", "/a/x")["callbacks"].Text());
    }

    [Fact]
    public void A_chain_of_components_without_end_is_given_up()
    {
        var headers = string.Join(',', Enumerable.Range(0, 20_000).Select(number =>
            $"'h{number}': {{ 'content': {{ 'a/b': {{ 'encoding': {{ 'e': {{ 'headers': {{ 'n': {{ '$ref': '#/components/headers/h{number + 1}' }} }} }} }} }} }} }}"));

        var document = Describe(Policy(Get), Service(
            "'/x': { 'get': { 'responses': { '200': { 'description': 'ok', 'headers': { 'h': { '$ref': '#/components/headers/h0' } } } } } }", $"'headers': {{ {headers} }}"));

        Assert.True(document.Json["components"]!["headers"]!.AsObject().Count < 20);
    }

    private static JsonNode Thing(string schemas, string version)
    {
        var document = Describe(Policy(Get), Service(
            "'/x': { 'get': { 'responses': { '200': { 'description': 'ok', 'content': { 'application/json': { 'schema': { '$ref': '#/components/schemas/Thing' } } } } } } }",
            $"'schemas': {{ {schemas} }}",
            version));
        return document.Json["components"]!["schemas"]!["a.Thing"]!;
    }
}
