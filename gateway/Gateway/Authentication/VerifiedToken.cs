using System.Collections.Immutable;
using Gateway.Routes;

namespace Gateway.Authentication;

/// <summary>A caller whose token was verified.</summary>
/// <param name="keyGeneration">The state of the issuer's keys that it was verified under: with a key gone, it has to be verified again.</param>
/// <param name="keptUntil">From then on its signature counts no more.</param>
/// <param name="bytes">About what it takes in memory.</param>
internal sealed class VerifiedToken(CallerIdentity caller, TrustedIssuer issuer, long keyGeneration, DateTimeOffset keptUntil, int bytes)
{
    private readonly UsableTime time = UsableTime.Of(caller);
    private TokenVerdict? accepted;

    public CallerIdentity Caller => caller;

    public TrustedIssuer Issuer => issuer;

    public int Bytes => bytes;

    /// <summary>Asked for since its turn to be forgotten came last.</summary>
    public bool IsInUse { get; set; }

    /// <summary>What is to be said of it while nothing speaks against it.</summary>
    public TokenVerdict Accepted => accepted ??= TokenVerdict.Accept(caller) with { Remembered = this };

    /// <summary>Whether the verification still counts, whatever is to be said of the token's own times.</summary>
    /// <param name="issuers">Of the policy that the request belongs to.</param>
    public bool IsBelieved(ImmutableArray<Issuer> issuers, DateTimeOffset now) =>
        now < keptUntil && keyGeneration == issuer.Keys.Generation && IsOf(issuers);

    /// <summary>Whether there is no doubt about the token's times.</summary>
    public bool IsInTime(DateTimeOffset now) => time.Covers(now);

    private bool IsOf(ImmutableArray<Issuer> issuers)
    {
        foreach (var candidate in issuers)
        {
            if (candidate.Id == issuer.Issuer.Id)
            {
                return true;
            }
        }

        return false;
    }
}
