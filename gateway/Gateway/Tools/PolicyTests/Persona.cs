using Gateway.Problems;

namespace Gateway.Tools.PolicyTests;

/// <summary>Somebody who calls, under the name by which tests and <c>explain --as</c> know them.</summary>
/// <param name="Token">What their token says; null: they have none that is accepted.</param>
/// <param name="Fault">Why their token is refused, whatever it says; null: it is not, or there is none.</param>
internal sealed record Persona(string Name, PersonaToken? Token = null, TokenFault? Fault = null)
{
    /// <summary>What authentication would find. The signature is taken for good: only the issuer could make it.</summary>
    public TokenResult TokenAt(DateTimeOffset now) =>
        Fault is not null ? new TokenResult.Refused(Problem.Of(Fault)) : Token?.At(now) ?? new TokenResult.None();
}
