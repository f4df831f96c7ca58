namespace Gateway.Testing.Policies;

/// <summary>What somebody says of a case. Null is what it cannot say: an answer to HEAD has no body.</summary>
/// <param name="Status">200 when the request reaches its service.</param>
/// <param name="Code">Of the refusal; empty when there is none.</param>
/// <param name="Missing">The scopes lacking, in alphabetical order, separated by spaces.</param>
/// <param name="Allow">With 405, and with the 204 that OPTIONS gets at the edge: the methods of the path, in alphabetical order.</param>
/// <param name="Reached">The API whose service the request reaches; empty: none.</param>
/// <param name="Operation">What the request is found to be: <c>one GET /{p0}</c>; empty: no operation.</param>
public sealed record PolicyAnswer(int Status, string? Code, string? Missing, string? Allow, string Reached, string? Operation)
{
    /// <summary>Whether they say the same, as far as both can say it.</summary>
    public bool Agrees(PolicyAnswer other) =>
        Completed(other) == other.Completed(this);

    private PolicyAnswer Completed(PolicyAnswer other) => this with
    {
        Code = Code ?? other.Code,
        Missing = Missing ?? other.Missing,
        Allow = Allow ?? other.Allow,
        Operation = Operation ?? other.Operation,
    };

    /// <summary>Names, as the answer has them.</summary>
    public static string List(IEnumerable<string> names) => string.Join(' ', names.Order(StringComparer.Ordinal));
}
