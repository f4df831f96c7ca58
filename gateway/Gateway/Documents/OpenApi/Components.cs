using System.Text.Json.Nodes;

namespace Gateway.Documents.OpenApi;

/// <summary>The <c>components</c> of the one document. No name is given twice, whoever asks for it.</summary>
internal sealed class Components
{
    private readonly SortedDictionary<string, SortedDictionary<string, JsonNode>> sections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> names = new(StringComparer.Ordinal);

    /// <summary>A name like the one asked for, that nobody else has.</summary>
    public string Reserve(string section, string name)
    {
        if (!names.TryGetValue(section, out var taken))
        {
            names[section] = taken = new HashSet<string>(StringComparer.Ordinal);
        }

        return Texts.Unique(Texts.Name(name), taken);
    }

    public void Set(string section, string name, JsonNode value)
    {
        if (!sections.TryGetValue(section, out var known))
        {
            sections[section] = known = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        }

        known[name] = value;
    }

    public JsonObject ToJson() => new(sections.Select(section => KeyValuePair.Create(
        section.Key,
        (JsonNode?)new JsonObject(section.Value.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))))));
}
