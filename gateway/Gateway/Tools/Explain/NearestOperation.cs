using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools.Explain;

/// <summary>The operation that a path which is none was probably meant for.</summary>
internal static class NearestOperation
{
    /// <summary>Null when none is near. Of several on one path, the one of the method.</summary>
    public static Operation? To(Call call, RouteTable table)
    {
        var segments = call.Path.Split('/');
        var candidates = table.Operations.OrderByDescending(operation => operation.Methods.Contains(call.Method, StringComparer.Ordinal))
            .DistinctBy(operation => Filled(operation, segments), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(operation => Filled(operation, segments), StringComparer.OrdinalIgnoreCase);
        return DidYouMean.Nearest(call.Path, candidates.Keys) is { } path ? candidates[path] : null;
    }

    /// <summary>The template with what stands in the path at its parameters, so that only its words are compared.</summary>
    private static string Filled(Operation operation, string[] segments) =>
        string.Join('/', operation.Template.Split('/').Select((part, index) => part.StartsWith('{') && index < segments.Length
            ? part.StartsWith("{**", StringComparison.Ordinal) ? string.Join('/', segments[index..]) : segments[index]
            : part));
}
