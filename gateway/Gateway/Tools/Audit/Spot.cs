using Gateway.Routes;

namespace Gateway.Tools.Audit;

/// <summary>Where a rule found something.</summary>
/// <param name="At">As the ignore file names it: an operation's id, or the name of an issuer, a scope or an API.</param>
/// <param name="Place"><c>file:line</c>.</param>
/// <param name="Detail">What exactly, to stand behind the rule's words; null: they say all.</param>
internal sealed record Spot(string At, string Place, string? Detail = null)
{
    public static Spot Of(Operation operation, string? detail = null) => new(operation.Id, operation.Place, detail);

    public static Spot Of(Issuer issuer, string? detail = null) => new(issuer.Name, issuer.Place, detail);

    public static Spot Of(Scope scope, string? detail = null) => new(scope.Name, scope.Place, detail);

    public static Spot Of(Api api, string? detail = null) => new(api.Name, api.Place, detail);
}
