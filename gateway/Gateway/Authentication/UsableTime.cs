namespace Gateway.Authentication;

/// <summary>
/// When a token is in time beyond doubt, worked out once: a second inside of what its <c>exp</c>, <c>nbf</c> and <c>iat</c> allow. Nearer to an
/// edge the rules have the word themselves (<see cref="TokenAcceptance.Untimely"/>).
/// </summary>
internal readonly record struct UsableTime(double From, double Until)
{
    private const double Margin = 1;

    public static UsableTime Of(CallerIdentity caller)
    {
        var issuer = caller.Issuer;
        var skew = issuer.ClockSkew.TotalSeconds;
        var from = caller.NotBefore - skew ?? double.NegativeInfinity;
        // Without an end it has no time of which there is no doubt.
        var until = caller.ExpiresAt + skew ?? double.NegativeInfinity;
        if (issuer.MaxTokenAge is { } age)
        {
            // From the future it could be as old as it likes.
            from = Math.Max(from, caller.IssuedAt - skew ?? double.PositiveInfinity);
            until = Math.Min(until, caller.IssuedAt + age.TotalSeconds + skew ?? double.NegativeInfinity);
        }

        return new UsableTime(from + Margin, until - Margin);
    }

    public bool Covers(DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeMilliseconds() / 1000.0;
        return seconds >= From && seconds < Until;
    }
}
