namespace Gateway.Forwarding.Attempts;

/// <summary>What an attempt says about the service.</summary>
internal enum Verdict
{
    /// <summary>It is there, whatever it answered.</summary>
    Answered,

    /// <summary>It cannot be reached, breaks off or says nothing.</summary>
    Failed,

    /// <summary>Nothing: the client broke off, or nothing was sent.</summary>
    Undecided,
}
