using System.Diagnostics.CodeAnalysis;
using Gateway.Downstream.Refusals;

namespace Gateway.Downstream.Assertions;

/// <summary>Who calls, or why that is not known: one of the two.</summary>
[SuppressMessage("Usage", "CA2225", Justification = "Internal: what it is made of says what it is.")]
internal readonly record struct Verdict(GatewayUser? Caller, Refusal? Refusal)
{
    public static implicit operator Verdict(GatewayUser caller) => new(caller, null);

    public static implicit operator Verdict(Refusal refusal) => new(null, refusal);
}
