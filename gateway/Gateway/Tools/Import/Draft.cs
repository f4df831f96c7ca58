namespace Gateway.Tools.Import;

/// <summary>A routes file in the making. What only a person can decide is left open in it, so that it does not load before they have.</summary>
internal sealed class Draft(LeftOvers left)
{
    public LeftOvers Left => left;

    /// <summary>By name, the exact <c>iss</c>. No source says which audience its tokens have.</summary>
    public Dictionary<string, string> Issuers { get; } = new(StringComparer.Ordinal);

    /// <summary>The catalogue: each scope and its description.</summary>
    public Dictionary<string, string> Scopes { get; } = new(StringComparer.Ordinal);

    public List<DraftApi> Apis { get; } = [];

    /// <summary>A name that APIs can have and none has yet.</summary>
    public string ApiName(string wish)
    {
        var name = string.Join('-', new string([.. wish.ToLowerInvariant().Select(one => char.IsAsciiLetterOrDigit(one) ? one : '-')])
            .Split('-', StringSplitOptions.RemoveEmptyEntries));
        name = name.Length == 0 ? "api" : name;
        return Apis.Any(api => api.Name == name) ? Enumerable.Range(2, int.MaxValue - 2).Select(number => $"{name}-{number}").First(IsFree) : name;

        bool IsFree(string candidate) => Apis.All(api => api.Name != candidate);
    }

    /// <summary>A scope that operations ask for has to be in the catalogue, whatever the source says of it.</summary>
    public void Know(IEnumerable<string> scopes)
    {
        foreach (var scope in scopes)
        {
            Scopes.TryAdd(scope, scope);
        }
    }
}

