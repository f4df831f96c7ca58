using Gateway.Routes;
using Gateway.Routes.Json;

namespace Gateway.Tools;

/// <summary>A scope that is asked about has to exist: of a misspelt one every answer would be empty, and look like a good one.</summary>
internal static class ScopeName
{
    /// <summary>False, and said which was probably meant, when the catalogue does not have it. To ask about none is fine.</summary>
    public static bool IsKnown(string? name, RouteTable table, Terminal terminal)
    {
        var known = table.Scopes.Select(scope => scope.Name).ToList();
        if (name is null || known.Contains(name))
        {
            return true;
        }

        terminal.Error.WriteLine($"{Wording.Quote(name)} is not in the catalogue (Scopes){DidYouMean.For(name, known)}");
        return false;
    }
}
