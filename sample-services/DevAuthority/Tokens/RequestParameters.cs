using Microsoft.Extensions.Primitives;

namespace DevAuthority.Tokens;

/// <summary>
/// The parameters of an OAuth request. One without a value counts as left out, and none may be sent twice (RFC 6749 sections 3.1
/// and 3.2), save <c>resource</c> (RFC 8707 section 2).
/// </summary>
internal sealed class RequestParameters
{
    private readonly Dictionary<string, List<string>> values = new(StringComparer.Ordinal);

    internal RequestParameters(IEnumerable<KeyValuePair<string, StringValues>> source)
    {
        foreach (var (name, sent) in source)
        {
            var present = sent.OfType<string>().Where(value => value.Length > 0).ToList();
            if (present.Count > 0)
            {
                values[name] = present;
            }
        }
    }

    internal bool HasRepeated => values.Any(entry => entry.Value.Count > 1 && entry.Key != "resource");

    /// <summary>The value, if there is exactly one.</summary>
    internal string? this[string name] => values.GetValueOrDefault(name) is [var single] ? single : null;

    internal IReadOnlyList<string> All(string name) => values.GetValueOrDefault(name) ?? [];

    /// <summary>The same parameters as a query string, with one replaced, or left out where the value is null.</summary>
    internal string QueryWith(params (string Name, string? Value)[] changes)
    {
        var kept = values
            .Where(entry => !changes.Any(change => change.Name == entry.Key))
            .SelectMany(entry => entry.Value.Select(value => KeyValuePair.Create(entry.Key, (string?)value)));
        var set = changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Name, change.Value));
        return QueryString.Create(kept.Concat(set)).Value ?? "";
    }
}
