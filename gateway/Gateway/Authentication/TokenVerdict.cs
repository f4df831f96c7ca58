using System.Diagnostics.CodeAnalysis;
using Gateway.Problems;

namespace Gateway.Authentication;

/// <summary>What a token came to: a caller, or why there is none.</summary>
internal sealed record TokenVerdict
{
    private TokenVerdict(CallerIdentity? caller, Problem? refused) => (Caller, Refused) = (caller, refused);

    public CallerIdentity? Caller { get; }

    public Problem? Refused { get; }

    /// <summary>The verification that it rests on, which may serve again; null: nothing of it is kept.</summary>
    public VerifiedToken? Remembered { get; init; }

    [MemberNotNullWhen(true, nameof(Caller))]
    [MemberNotNullWhen(false, nameof(Refused))]
    public bool Accepted => Caller is not null;

    public static TokenVerdict Accept(CallerIdentity caller) => new(caller, null);

    public static TokenVerdict Refuse(Problem problem) => new(null, problem);

    public static TokenVerdict Refuse(TokenFault fault) => Refuse(Problem.Of(fault));
}
