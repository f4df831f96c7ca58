namespace Gateway.InteropTests.OpenApi;

/// <summary>Documents of services that are made to break the one of the gateway; single quotes stand for double ones.</summary>
internal static class ServiceTexts
{
    private const string Body = "'responses': { '200': { 'description': 'ok', 'content': { 'application/json': { 'schema': { '$ref': '#/components/schemas/Thing' } } } } }";

    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["recursive"] = With("'Thing': { 'type': 'object', 'properties': { 'parent': { '$ref': '#/components/schemas/Thing' }, 'all': { 'type': 'array', 'items': { '$ref': '#/components/schemas/Thing/properties/parent' } } } }"),
        ["alias circle"] = With("'Thing': { '$ref': '#/components/schemas/Other' }, 'Other': { '$ref': '#/components/schemas/Thing' }"),
        ["discriminator"] = With("'Thing': { 'oneOf': [{ '$ref': '#/components/schemas/Cat' }, { '$ref': '#/components/schemas/Dog' }], 'discriminator': { 'propertyName': 'kind', 'mapping': { 'c': 'Cat', 'd': '#/components/schemas/Dog', 'x': 'http://x/y.json' } } }, 'Cat': { 'type': 'object' }, 'Dog': { 'type': 'object' }"),
        ["heirs"] = With("'Thing': { 'type': 'object', 'discriminator': { 'propertyName': 'kind' } }, 'Cat': { 'allOf': [{ '$ref': '#/components/schemas/Thing' }, { 'type': 'object' }] }", "3.0.3"),
        ["external"] = With("'Thing': { 'allOf': [{ '$ref': 'other.json#/x' }, { '$ref': 'http://127.0.0.1:1/x' }, { '$ref': '#/nowhere' }] }"),
        ["nullable"] = With("'Thing': { 'type': 'object', 'nullable': true, 'properties': { 'n': { 'type': 'integer', 'nullable': true, 'minimum': 0, 'exclusiveMinimum': true }, 'r': { '$ref': '#/components/schemas/Thing', 'description': 'ignored' } } }", "3.0.1"),
        ["odd names"] = With("'Thing': { 'properties': { 'a': { '$ref': '#/components/schemas/Odd~1Name%20%C3%A9' }, 'b': { '$ref': '#/components/schemas/Odd~1Name%20e' } } }, 'Odd/Name é': {}, 'Odd/Name e': {}"),
        ["wrong types"] = With("'Thing': { 'type': 'strange', 'properties': 5, 'required': 'x', 'items': [], 'enum': [], 'allOf': [], 'minLength': -5, 'pattern': 1, 'externalDocs': { 'url': 'javascript:x' }, 'xml': 1 }"),
        ["wrong operations"] = Document("'/x': { 'summary': 5, 'parameters': { 'x': 1 }, 'get': { 'operationId': 5, 'tags': 'x', 'parameters': [{ 'name': 'a' }, { 'in': 'query' }, { 'name': 'c', 'in': 'nowhere' }, 7, { 'name': 'd', 'in': 'query', 'style': 'matrix', 'schema': {}, 'content': { 'a/b': {}, 'c/d': {} } }, { 'name': 'e', 'in': 'query', 'content': { 'a/b': {} } }, { 'name': 'e', 'in': 'query' }, { 'name': 'Authorization', 'in': 'header' }], 'requestBody': { 'description': 'no content' }, 'responses': { '999': {}, 'ok': {}, '200': { 'headers': { 'X': { 'schema': {}, 'style': 'form' } }, 'links': { 'l': { 'operationId': 'gone' }, 'm': { 'operationRef': '#/x' } } }, '403': { 'description': 'own' } }, 'security': 5 } }", ""),
        ["callbacks"] = Document("'/x': { 'post': { 'operationId': 'p', 'callbacks': { 'done': { '{$request.body#/url}': { 'servers': [], 'post': { 'operationId': 'p', 'security': [{ 'k': [] }], 'requestBody': { 'content': { 'application/json': { 'schema': { '$ref': '#/components/schemas/Thing' } } } }, 'responses': { '200': { 'description': 'ok' } } } } }, 'again': { '$ref': '#/components/callbacks/c' } } } }", "'schemas': { 'Thing': {} }, 'callbacks': { 'c': { 'http://x': { 'post': { 'callbacks': { 'c': { '$ref': '#/components/callbacks/c' } } } } } }"),
        ["everything"] = Document("'/x': { 'get': { 'operationId': 'x', 'responses': { '200': { '$ref': '#/components/responses/R' }, 'default': { '$ref': '#/components/responses/R' } } }, 'post': { 'operationId': 'x', 'requestBody': { '$ref': '#/components/requestBodies/B' }, 'responses': { '2XX': { 'description': 'ok', 'links': { 'l': { 'operationId': 'x', 'parameters': { 'a': '$response.body#/id' } } } } } } }, '/x/{a}/{b}': { 'parameters': [{ '$ref': '#/components/parameters/a' }], 'get': { 'parameters': [{ 'name': 'a', 'in': 'path', 'required': true, 'schema': { 'type': 'integer' } }] } }", "'responses': { 'R': { 'description': 'r', 'headers': { 'h': { '$ref': '#/components/headers/h' } }, 'content': { 'a/b': { 'examples': { 'e': { '$ref': '#/components/examples/e' } } } } } }, 'headers': { 'h': { 'schema': { 'type': 'string' }, 'example': 1, 'examples': { 'x': { 'value': 1, 'externalValue': 'http://x' } } } }, 'examples': { 'e': { 'value': { 'id': 1 } } }, 'requestBodies': { 'B': { 'content': { 'multipart/form-data': { 'schema': {}, 'encoding': { 'f': { 'contentType': 'a/b', 'headers': { 'h': { '$ref': '#/components/headers/h' } } } } } } } }, 'parameters': { 'a': { 'name': 'a', 'in': 'path', 'required': true, 'schema': {} } }"),
    };

    private static string With(string schemas, string version = "3.1.0") =>
        Document($"'/x': {{ 'get': {{ 'operationId': 'x', {Body} }} }}", $"'schemas': {{ {schemas} }}", version);

    private static string Document(string paths, string components, string version = "3.1.0") =>
        $"{{ 'openapi': '{version}', 'info': {{ 'title': 't', 'version': '1' }}, 'servers': [{{ 'url': 'http://internal' }}], 'paths': {{ {paths} }}, 'components': {{ {components} }} }}";
}
