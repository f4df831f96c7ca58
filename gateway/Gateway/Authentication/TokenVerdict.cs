using System.Diagnostics.CodeAnalysis;
using Gateway.Problems;

namespace Gateway.Authentication;

/// <summary>What a token came to: a caller, or why there is none.</summary>
internal sealed record TokenVerdict
{
    private TokenVerdict(CallerIdentity? caller, Problem? refused) => (Caller, Refused) = (caller, refused);

    public CallerIdentity? Caller { get; }

    public Problem? Refused { get; }

    [MemberNotNullWhen(true, nameof(Caller))]
    [MemberNotNullWhen(false, nameof(Refused))]
    public bool Accepted => Caller is not null;

    public static TokenVerdict Accept(CallerIdentity caller) => new(caller, null);

    public static TokenVerdict Refuse(Problem problem) => new(null, problem);

    public static TokenVerdict Refuse(TokenFault fault) => Refuse(Problem.Of(fault));
}
