using System.Text.RegularExpressions;
using Gateway.Routes;

namespace Gateway.Tools.Audit;

/// <summary>Scopes that by their names only let read: <c>read:orders</c>, <c>Orders.Read</c>, <c>calendar.readonly</c>, <c>view:events</c>.</summary>
internal static partial class ScopesForReading
{
    extension(Operation operation)
    {
        /// <summary>The first alternative that is made of them, as a message names it; null: there is none.</summary>
        public string? ScopesForReadingThatSuffice =>
            (operation.Requirement as Requirement.Token)?.Scopes?.Alternatives
                .Where(alternative => alternative.All(scope => IsForReading(scope.Name)))
                .Select(alternative => string.Join(" AND ", alternative.Select(scope => scope.Name)))
                .FirstOrDefault();
    }

    private static bool IsForReading(string scope) => WordOfReading.IsMatch(scope) && !scope.Contains("write", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"(?<![a-z0-9])(read|readonly|view)(?![a-z0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex WordOfReading { get; }
}
