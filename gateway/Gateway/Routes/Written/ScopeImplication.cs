using System.Collections.Immutable;
using Gateway.Routes.Json;

namespace Gateway.Routes.Written;

/// <summary>Follows <c>Implies</c> through the catalogue.</summary>
internal static class ScopeImplication
{
    /// <summary>The scope itself and all that it implies, directly or through others. A circle ends where it is entered.</summary>
    public static HashSet<string> Reach(string scope, IReadOnlyDictionary<string, ImmutableArray<JsonText>> implied)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { scope };
        var waiting = new Stack<string>([scope]);
        while (waiting.TryPop(out var next))
        {
            foreach (var reference in implied.GetValueOrDefault(next, []).Where(reference => reached.Add(reference.Value)))
            {
                waiting.Push(reference.Value);
            }
        }

        return reached;
    }
}
