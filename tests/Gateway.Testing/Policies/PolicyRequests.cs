namespace Gateway.Testing.Policies;

/// <summary>Makes requests at random that are about an operation, or nearly: its neighbours, other methods, other spellings.</summary>
public sealed class PolicyRequests(Random random)
{
    private static readonly string[] Values = ["a", "b", "c", "5", "-7", "+5", "99999999999", "true", "x-Y", "zzz", "1.5", "%C3%A9"];

    public PolicyRequest Near(PolicyApi api, PolicyOperation operation)
    {
        var template = operation.Path == "/" ? api.Prefix : api.Prefix + operation.Path;
        var segments = template[1..].Split('/').SelectMany(Concrete).ToList();
        if (random.Chance(10))
        {
            segments[random.Next(segments.Count)] = random.OneOf<string>(Values);
        }

        if (random.Chance(8))
        {
            segments.Add(random.OneOf<string>(Values));
        }

        if (random.Chance(8))
        {
            segments.RemoveAt(segments.Count - 1);
        }

        var path = "/" + string.Join('/', segments.Select(Spelled));
        return new PolicyRequest(Method(operation), path.Length > 1 && random.Chance(12) ? path + "/" : path);
    }

    private string Method(PolicyOperation operation) => random.Next(100) switch
    {
        < 75 => operation.Method,
        < 85 => "HEAD",
        < 98 => random.OneOf(PolicyGenerator.Methods.AsSpan()),
        _ => "PURGE",
    };

    private IEnumerable<string> Concrete(string segment) => segment switch
    {
        "{**rest}" => Enumerable.Range(0, random.Next(0, 4)).Select(_ => random.OneOf<string>(Values)),
        _ when segment.EndsWith(":int}", StringComparison.Ordinal) && random.Chance(80) => [random.OneOf("5", "-7", "+5")],
        _ when segment.EndsWith(":alpha}", StringComparison.Ordinal) && random.Chance(80) => [random.OneOf("a", "b", "zzz", "true")],
        _ when segment.StartsWith('{') => [random.OneOf<string>(Values)],
        _ => [segment],
    };

    /// <summary>The same to the gateway: in another case, or with its first letter percent-encoded.</summary>
    private string Spelled(string segment) => random.Next(100) switch
    {
        _ when segment.Contains('%') => segment,
        < 10 => segment.ToUpperInvariant(),
        < 15 => segment.ToLowerInvariant(),
        < 20 => $"%{(int)segment[0]:X2}{segment[1..]}",
        _ => segment,
    };
}
