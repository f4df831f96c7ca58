using System.Text.Json;

namespace Gateway.Documents.OpenApi.Copying;

/// <summary>
/// OpenAPI 3.1 as far as it is taken over from a service's document. What is not here is left behind: servers and security are the
/// gateway's to say, and what nobody knows could break the whole.
/// </summary>
internal static class Grammar
{
    private static readonly Form Text = new Form.Plain(JsonValueKind.String);
    private static readonly Form Flag = new Form.Plain(JsonValueKind.True, JsonValueKind.False);
    private static readonly Form Number = new Form.Plain(JsonValueKind.Number);
    private static readonly Form Count = new Form.Count();
    private static readonly Form Data = new Form.Data();
    private static readonly Form Texts = new Form.List(Text);

    private static readonly Form AnySchema = new Form.Object(() => Schema!);
    private static readonly Form Schemas = new Form.List(AnySchema);
    private static readonly Form SchemaMap = new Form.Map(AnySchema);
    private static readonly Form Docs = new Form.Object(() => ExternalDocs!);
    private static readonly Form Examples = new Form.Map(new Form.Object(() => Example!));
    private static readonly Form Content = new Form.Map(new Form.Object(() => MediaType!));
    private static readonly Form Headers = new Form.Map(new Form.Object(() => Header!));

    public static readonly ObjectForm ExternalDocs = new(null, Members(("url", new Form.Address()), ("description", Text)));

    public static readonly ObjectForm Xml = new(
        null, Members(("name", Text), ("namespace", new Form.Address()), ("prefix", Text), ("attribute", Flag), ("wrapped", Flag)));

    /// <summary>Its mapping names schemas, and is made anew: <see cref="ServiceCopy"/>.</summary>
    public static readonly ObjectForm Discriminator = new(null, Members(("propertyName", Text)));

    /// <summary>JSON Schema 2020-12, without what makes one schema the base of another's addresses.</summary>
    public static readonly ObjectForm Schema = new("schemas", Members(
        ("title", Text), ("description", Text), ("default", Data), ("deprecated", Flag), ("readOnly", Flag), ("writeOnly", Flag),
        ("examples", new Form.List(Data)), ("example", Data), ("format", Text), ("contentEncoding", Text), ("contentMediaType", Text),
        ("contentSchema", AnySchema), ("enum", new Form.List(Data)), ("const", Data), ("pattern", Text), ("multipleOf", Number),
        ("maximum", Number), ("minimum", Number), ("exclusiveMaximum", Number), ("exclusiveMinimum", Number), ("maxLength", Count),
        ("minLength", Count), ("maxItems", Count), ("minItems", Count), ("uniqueItems", Flag), ("maxContains", Count),
        ("minContains", Count), ("maxProperties", Count), ("minProperties", Count), ("required", Texts),
        ("dependentRequired", new Form.Map(Texts)), ("allOf", Schemas), ("anyOf", Schemas), ("oneOf", Schemas), ("prefixItems", Schemas),
        ("not", AnySchema), ("if", AnySchema), ("then", AnySchema), ("else", AnySchema), ("items", AnySchema), ("contains", AnySchema),
        ("additionalProperties", AnySchema), ("propertyNames", AnySchema), ("unevaluatedItems", AnySchema),
        ("unevaluatedProperties", AnySchema), ("properties", SchemaMap), ("patternProperties", SchemaMap), ("dependentSchemas", SchemaMap),
        ("discriminator", new Form.Object(() => Discriminator)), ("xml", new Form.Object(() => Xml)), ("externalDocs", Docs)));

    public static readonly ObjectForm Example = new("examples", Members(
        ("summary", Text), ("description", Text), ("value", Data), ("externalValue", new Form.Address())));

    public static readonly ObjectForm Header = new("headers", Members(
        ("description", Text), ("required", Flag), ("deprecated", Flag), ("explode", Flag), ("schema", AnySchema), ("example", Data),
        ("examples", Examples), ("content", Content)));

    /// <summary>A parameter is what a header is, with a name and a place.</summary>
    public static readonly ObjectForm Parameter = new("parameters", Members(
        [("name", Text), ("in", Text), ("style", Text), ("allowReserved", Flag), .. Header.Members.Select(member => (member.Key, member.Value))]));

    public static readonly ObjectForm Encoding = new(null, Members(
        ("contentType", Text), ("headers", Headers), ("style", Text), ("explode", Flag), ("allowReserved", Flag)));

    public static readonly ObjectForm MediaType = new(null, Members(
        ("schema", AnySchema), ("example", Data), ("examples", Examples), ("encoding", new Form.Map(new Form.Object(() => Encoding)))));

    public static readonly ObjectForm RequestBody = new("requestBodies", Members(("description", Text), ("content", Content), ("required", Flag)));

    public static readonly ObjectForm Link = new("links", Members(
        ("operationId", Text), ("parameters", new Form.Map(Data)), ("requestBody", Data), ("description", Text)));

    public static readonly ObjectForm Response = new("responses", Members(
        ("description", Text), ("headers", Headers), ("content", Content), ("links", new Form.Map(new Form.Object(() => Link)))));

    /// <summary>Its keys are expressions, its values path items: <see cref="ServiceCopy"/>.</summary>
    public static readonly ObjectForm Callback = new("callbacks", Members());

    /// <summary>Parameters are made anew from what the client's path has.</summary>
    public static readonly ObjectForm Operation = new(null, Members(
        ("summary", Text), ("description", Text), ("externalDocs", Docs), ("deprecated", Flag),
        ("requestBody", new Form.Object(() => RequestBody)), ("responses", new Form.Map(new Form.Object(() => Response))),
        ("callbacks", new Form.Map(new Form.Object(() => Callback)))));

    private static Dictionary<string, Form> Members(params IEnumerable<(string Name, Form Form)> members) =>
        members.ToDictionary(member => member.Name, member => member.Form, StringComparer.Ordinal);
}
