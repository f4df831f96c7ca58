using System.Collections.Immutable;
using Gateway.Routes.Written;

namespace Gateway.Routes.Checks;

/// <summary>The methods an operation answers: its own, and HEAD with GET unless another operation takes HEAD on the same paths.</summary>
internal sealed class EffectiveMethods(IEnumerable<OperationEntry> operations)
{
    private readonly HashSet<string> ownHead =
        [.. operations.Where(operation => operation.Key.Method == "HEAD").Select(operation => operation.Template.Shape)];

    public ImmutableArray<string> Of(OperationEntry operation) =>
        operation.Key.Method == "GET" && !ownHead.Contains(operation.Template.Shape) ? ["GET", "HEAD"] : [operation.Key.Method];
}
