using System.Collections.Immutable;
using Gateway.Problems;

namespace Gateway.Documents.ProblemPages;

/// <summary>A refusal explained, for programs and for the page alike.</summary>
/// <param name="Details">The fixed texts that <c>detail</c> can have, each with its cure; null where it has others.</param>
/// <param name="Example">Null in the list of all.</param>
internal sealed record ProblemDescription(
    string Type,
    string Code,
    int Status,
    string Title,
    string Meaning,
    string Cure,
    ImmutableArray<DetailDescription>? Details,
    ProblemExample? Example)
{
    /// <summary>Those that a client of an API can meet, in the order of their status.</summary>
    public static IEnumerable<Refusal> Public => Refusal.All.Where(refusal => !refusal.AdminOnly).OrderBy(refusal => refusal.Status);

    /// <param name="gateway">Where clients see the gateway.</param>
    public static ProblemDescription Short(Refusal refusal, string gateway) => new(
        ProblemLinks.For(refusal, gateway, api: null).Type,
        refusal.Code,
        refusal.Status,
        refusal.Title,
        refusal.Meaning,
        refusal.Cure,
        Details: null,
        Example: null);

    /// <param name="gateway">Where clients see the gateway.</param>
    public static ProblemDescription Of(Refusal refusal, string gateway) => Short(refusal, gateway) with
    {
        Details = refusal != Refusal.InvalidToken ? null
            : [.. TokenFault.All.Where(fault => fault != TokenFault.NotAdmin).Select(fault => new DetailDescription(fault.Description, fault.Cure))],
        Example = ProblemExample.Of(refusal, gateway),
    };
}
