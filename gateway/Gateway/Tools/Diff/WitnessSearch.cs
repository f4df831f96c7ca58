using Gateway.Routes;

namespace Gateway.Tools.Diff;

/// <summary>
/// Looks for the smallest token that one side accepts and the other refuses. Which tokens come into question follows from what the two ask for;
/// that one really is accepted and refused, the evaluator says.
/// </summary>
internal sealed class WitnessSearch(SampleRequest request, Side allowing, Side refusing)
{
    private readonly OperationSketches sketches = new(allowing, refusing);

    /// <param name="members">The members in which the one accepts more.</param>
    public Witness? ForOperation(IEnumerable<string> members) => Smallest(members.Select(member => member == "Public"
        ? WithoutToken()
        : First(sketches.Issuers(member).SelectMany(issuer => sketches.For(member, issuer)))));

    /// <param name="issuer">As the side that allows has it.</param>
    /// <param name="other">As the other has it; null: it does not.</param>
    public Witness? ForIssuer(Issuer issuer, Issuer? other, IEnumerable<string> members) => Smallest(members.Select(member =>
        First(IssuerSketches.For(member, sketches.Plain(issuer), other, allowing.ClientsOf(issuer)))));

    private static Witness? Smallest(IEnumerable<Witness?> found) => found.OfType<Witness>().MinBy(witness => witness.Scopes.Length);

    private Witness? WithoutToken() => allowing.Allows(null) && !refusing.Allows(null) ? Witness.WithoutToken(request) : null;

    private Witness? First(IEnumerable<TokenSketch> candidates) => candidates
        .Select(sketch => (Sketch: sketch, Token: TokenDrawing.Of(sketch)))
        .Where(candidate => allowing.Allows(candidate.Token) && !refusing.Allows(candidate.Token))
        .Select(candidate => Describe(candidate.Sketch, candidate.Token))
        .FirstOrDefault();

    private Witness Describe(TokenSketch sketch, SampleToken token)
    {
        var asked = new[] { allowing.Asks, refusing.Asks }.OfType<Requirement.Token>().ToList();
        var issuers = new[] { sketch.Issuer, sketch.Other }.OfType<Issuer>();
        return new Witness(
            request,
            token,
            allowing.Policy.Issuers.Length > 1 || refusing.Policy.Issuers.Length > 1 ? sketch.Issuer.Name : null,
            sketch.Scopes,
            asked.Any(requirement => requirement.Caller is not null) || sketch.Mark is not null ? sketch.Caller : null,
            asked.Any(requirement => !requirement.Clients.IsEmpty) || issuers.Any(issuer => !issuer.Clients.IsEmpty) ? sketch.Client : null,
            [.. sketch.Facts]);
    }
}
