using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Authentication;

/// <summary>A caller whose token was verified.</summary>
/// <param name="KeyGeneration">The state of the issuer's keys that it was verified under: with a key gone, it has to be verified again.</param>
/// <param name="KeptUntil">From then on its signature counts no more.</param>
/// <param name="Bytes">About what it takes in memory.</param>
internal sealed record VerifiedToken(CallerIdentity Caller, TrustedIssuer Issuer, long KeyGeneration, DateTimeOffset KeptUntil, int Bytes)
{
    private readonly UsableTime time = UsableTime.Of(Caller);
    private TokenVerdict? accepted;

    /// <summary>What is to be said of it while nothing speaks against it.</summary>
    public TokenVerdict Accepted => accepted ??= TokenVerdict.Accept(Caller) with { Remembered = this };

    /// <summary>Whether the verification still counts, whatever is to be said of the token's own times.</summary>
    /// <param name="issuers">Of the policy that the request belongs to.</param>
    public bool IsBelieved(ImmutableArray<Issuer> issuers, DateTimeOffset now) =>
        now < KeptUntil && KeyGeneration == Issuer.Keys.Generation && IsOf(issuers);

    /// <summary>Whether there is no doubt about the token's times.</summary>
    public bool IsInTime(DateTimeOffset now) => time.Covers(now);

    private bool IsOf(ImmutableArray<Issuer> issuers)
    {
        foreach (var accepted in issuers)
        {
            if (accepted.Id == Issuer.Issuer.Id)
            {
                return true;
            }
        }

        return false;
    }
}
