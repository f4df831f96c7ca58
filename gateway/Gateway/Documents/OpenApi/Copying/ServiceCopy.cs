using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gateway.Documents.OpenApi.Copying;

/// <summary>
/// Takes parts of one service's document over into the one of the gateway, by the <see cref="Grammar"/>. What they refer to comes along as
/// components with the name of the API in front: <c>timesheets.Timesheet</c>. A reference to anything outside the document leads nowhere
/// that a client could follow, and is left out.
/// </summary>
/// <param name="links">The operation id in the document of the gateway for one of the service's; null: it is not exposed.</param>
internal sealed partial class ServiceCopy(string api, ServiceDocument document, Components components, Func<string, string?> links)
{
    private const string Own = "x-gateway";

    /// <summary>Components that refer to components that refer …: longer chains are made to exhaust the stack.</summary>
    private const int ChainMax = 8;

    /// <summary>So much is copied, in characters: what is small and referred to often can come to anything.</summary>
    private const long CopiedMax = 16 * 1024 * 1024;

    private readonly Dictionary<(string Section, string Reference), string?> names = [];
    private readonly Queue<Action> open = new();
    private int chain;
    private long copied;

    /// <summary>Without its parameters: <see cref="ParametersOf"/>.</summary>
    public JsonObject Operation(JsonObject source) => Object(Grammar.Operation, source) as JsonObject ?? [];

    /// <summary>The operation's own and those of its path that it does not replace, in which no reference is left.</summary>
    public IReadOnlyList<JsonObject> ParametersOf(JsonObject operation, JsonObject path) =>
        [.. List(operation).Concat(List(path))
            .Select(parameter => Pointers.Follow(document.Root, parameter))
            .OfType<JsonObject>()
            .Select(parameter => Object(Grammar.Parameter, parameter) as JsonObject)
            .OfType<JsonObject>()
            .DistinctBy(parameter => (Texts.Of(parameter["in"]), Texts.Of(parameter["name"])))];

    /// <summary>Copies what has been referred to and is not copied yet.</summary>
    public void Finish()
    {
        while (open.TryDequeue(out var next))
        {
            next();
        }
    }

    private static JsonArray List(JsonObject owner) => owner["parameters"] as JsonArray ?? [];

    private JsonNode? Value(Form form, JsonNode? node) => form switch
    {
        _ when copied > CopiedMax => null,
        Form.Data => Clone(node),
        Form.Plain plain => node is not null && plain.Kinds.Contains(node.GetValueKind()) ? Clone(node) : null,
        Form.Count => node is JsonValue value && value.TryGetValue<long>(out var count) && count >= 0 ? count : null,
        Form.Address => Uri.TryCreate(Texts.Of(node), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address.AbsoluteUri : null,
        Form.List list => node is JsonArray items ? Items(list.Item, items) : null,
        Form.Map map => node is JsonObject members ? Map(map.Value, members) : null,
        Form.Object known => Object(known.Of(), node),
        _ => null,
    };

    private JsonNode? Clone(JsonNode? node)
    {
        copied += node?.ToJsonString().Length ?? 0;
        return node?.DeepClone();
    }

    private JsonArray? Items(Form form, JsonArray items)
    {
        var copies = items.Select(item => (Item: item, Copy: Value(form, item))).Where(pair => form is Form.Data || pair.Copy is not null);
        var copy = new JsonArray([.. copies.Select(pair => pair.Copy)]);
        return copy.Count > 0 ? copy : null;
    }

    private JsonObject Map(Form form, JsonObject members)
    {
        var copy = new JsonObject();
        foreach (var (name, member) in members)
        {
            var value = Value(form, member);
            if (value is not null || form is Form.Data)
            {
                copy[name] = value;
            }
        }

        return copy;
    }

    /// <param name="reference">By which it is referred to, where it is a component.</param>
    private JsonNode? Object(ObjectForm form, JsonNode? node, string? reference = null)
    {
        copied += "{}".Length;
        if (form == Grammar.Schema && node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
        {
            return node!.DeepClone();
        }

        if (node is not JsonObject source)
        {
            return null;
        }

        if (form.Section is { } section && Pointers.Reference(source) is { } target)
        {
            return Referring(form, section, target, source);
        }

        return form == Grammar.Callback ? Callback(source) : ObjectRules.Complete(form, Members(form, source, reference));
    }

    private JsonObject Members(ObjectForm form, JsonObject source, string? reference = null)
    {
        var copy = new JsonObject();
        foreach (var (name, member) in source)
        {
            if (name.StartsWith("x-", StringComparison.Ordinal))
            {
                if (!name.StartsWith(Own, StringComparison.Ordinal))
                {
                    copy[name] = Clone(member);
                }
            }
            else if (form.Members.TryGetValue(name, out var known) && Value(known, member) is { } value)
            {
                copy[name] = value;
            }
        }

        Finish(form, source, copy, reference);
        return copy;
    }

    /// <summary>What is more than taking members over.</summary>
    private void Finish(ObjectForm form, JsonObject source, JsonObject copy, string? reference)
    {
        if (form == Grammar.Schema)
        {
            SchemaUpgrade.Apply(source, copy, document.Is30);
            if (copy["discriminator"] is JsonObject discriminator)
            {
                discriminator["mapping"] = Mapping(source, reference);
            }
        }
        else if (form == Grammar.Link)
        {
            copy.Remove("operationId");
            if (Texts.Of(source["operationId"]) is { } id && links(id) is { } exposed)
            {
                copy["operationId"] = exposed;
            }
        }
        else if (copy["responses"] is JsonObject responses)
        {
            foreach (var status in responses.Select(response => response.Key).Where(status => !StatusForm.IsMatch(status)).ToList())
            {
                responses.Remove(status);
            }
        }
    }

    private JsonObject? Referring(ObjectForm form, string section, string target, JsonObject source)
    {
        if (NameOf(form, section, target) is not { } name)
        {
            return form == Grammar.Schema ? new JsonObject { ["description"] = "Described elsewhere." } : null;
        }

        var reference = new JsonObject { ["$ref"] = Pointers.To(section, name) };
        if (form == Grammar.Schema && !document.Is30)
        {
            // Since 3.1 what stands beside it counts as well.
            foreach (var (member, value) in Members(form, source).ToList())
            {
                reference[member] = value?.DeepClone();
            }
        }

        return reference;
    }

    /// <summary>The name of the component that stands for what is referred to; null: there is none.</summary>
    private string? NameOf(ObjectForm form, string section, string reference)
    {
        if (names.TryGetValue((section, reference), out var known))
        {
            return known;
        }

        // Nothing, until it is found to be something: a circle of references alone is not.
        names[(section, reference)] = null;
        var target = Pointers.At(document.Root, reference);
        if (Pointers.Follow(document.Root, target) is null)
        {
            return null;
        }

        if (form == Grammar.Schema || form == Grammar.Callback)
        {
            var later = names[(section, reference)] = components.Reserve(section, NameFor(reference));
            components.Set(section, later, new JsonObject());
            open.Enqueue(() => components.Set(section, later, Object(form, target, reference) ?? new JsonObject()));
            return later;
        }

        chain++;
        var value = chain > ChainMax ? null : Object(form, target);
        chain--;
        if (value is null)
        {
            return null;
        }

        var name = components.Reserve(section, NameFor(reference));
        components.Set(section, name, value);
        return names[(section, reference)] = name;
    }

    private string NameFor(string reference)
    {
        var tokens = Pointers.Tokens(reference);
        return $"{api}.{(tokens is ["components", _, var name] ? name : string.Join('-', tokens.Where(token => token is not "components")))}";
    }

    /// <summary>A path item that is a reference is left out: it can be the very path that the callback is of, and so on without end.</summary>
    private JsonObject Callback(JsonObject source) => new(source
        .Where(member => !member.Key.StartsWith("x-", StringComparison.Ordinal))
        .Select(member => (member.Key, Item: member.Value as JsonObject))
        .Where(member => member.Item is not null && Pointers.Reference(member.Item) is null)
        .Select(member => KeyValuePair.Create(member.Key, (JsonNode?)CallbackItem(member.Item!))));

    private JsonObject CallbackItem(JsonObject item)
    {
        var copy = new JsonObject();
        foreach (var method in ServiceDocument.Methods)
        {
            if (item[method] is JsonObject operation)
            {
                var called = Operation(operation);
                if (ParametersOf(operation, item) is { Count: > 0 } parameters)
                {
                    called["parameters"] = new JsonArray([.. parameters]);
                }

                copy[method] = called;
            }
        }

        return copy;
    }

    /// <summary>
    /// Which value stands for which schema. Unwritten, it is by the names of components, which change here: so it is always written.
    /// </summary>
    /// <param name="reference">By which the schema is referred to: its heirs do.</param>
    private JsonObject Mapping(JsonObject source, string? reference)
    {
        var written = (source["discriminator"] as JsonObject)?["mapping"] as JsonObject ?? [];
        var pairs = written.Select(entry => (Value: entry.Key, Target: Target(Texts.Of(entry.Value) ?? ""))).ToList();
        var said = pairs.ConvertAll(pair => pair.Target);
        var choices = (source["oneOf"] as JsonArray ?? []).Concat(source["anyOf"] as JsonArray ?? []);
        List<string> alternatives = [.. choices.Select(Pointers.Reference).OfType<string>().Where(IsLocal)];
        var unsaid = (alternatives.Count > 0 ? alternatives : HeirsOf(reference)).Where(target => !said.Contains(target));
        pairs.AddRange(unsaid.Select(target => (Pointers.Tokens(target)[^1], (string?)target)));
        var mapping = new JsonObject();
        foreach (var (value, target) in pairs)
        {
            if (target is not null && NameOf(Grammar.Schema, "schemas", target) is { } name)
            {
                mapping[value] = Pointers.To("schemas", name);
            }
        }

        return mapping;
    }

    private static bool IsLocal(string reference) => reference.StartsWith("#/", StringComparison.Ordinal);

    private string? Target(string written) => IsLocal(written) ? written
        : (document.Root["components"] as JsonObject)?["schemas"] is JsonObject schemas && schemas.ContainsKey(written) ? Pointers.To("schemas", written)
        : null;

    private IEnumerable<string> HeirsOf(string? reference) =>
        reference is null || (document.Root["components"] as JsonObject)?["schemas"] is not JsonObject schemas
            ? []
            : schemas
                .Where(schema => (schema.Value as JsonObject)?["allOf"] is JsonArray parts && parts.Any(part => Pointers.Reference(part) == reference))
                .Select(schema => Pointers.To("schemas", schema.Key));

    [GeneratedRegex(@"\A([1-5]([0-9][0-9]|XX)|default)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex StatusForm { get; }
}
