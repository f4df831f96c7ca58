using System.Collections.Immutable;
using Gateway.Routes.Json;
using Gateway.Routes.Written;

namespace Gateway.Tools.Import;

/// <summary>The methods of a route; one that names none takes all.</summary>
internal static class ImportedMethods
{
    /// <summary>GET brings HEAD with it.</summary>
    private static readonly ImmutableArray<string> All = [.. OperationKey.Methods.Where(method => method != "HEAD")];

    public static ImmutableArray<string> Read(ImmutableArray<JsonNode> written, LeftOvers left)
    {
        if (written.IsEmpty)
        {
            return All;
        }

        var methods = written.ToLookup(method => OperationKey.Methods.Contains(SourceObject.TextOf(method)?.ToUpperInvariant()));
        foreach (var other in methods[false])
        {
            left.Add(other.Place, $"{Wording.Quote(SourceObject.TextOf(other) ?? other.Kind)} is not carried over: it is no method of operations");
        }

        return [.. methods[true].Select(method => SourceObject.TextOf(method)!.ToUpperInvariant()).Distinct()];
    }
}
