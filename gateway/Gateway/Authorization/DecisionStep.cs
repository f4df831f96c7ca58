using Gateway.Problems;

namespace Gateway.Authorization;

/// <summary>What is asked about a request whose operation is known, in this order; the first no counts.</summary>
internal enum DecisionStep
{
    /// <summary>There is a token, and every check of authentication holds.</summary>
    Token,

    /// <summary>It is of an issuer that the operation accepts.</summary>
    Issuer,

    /// <summary>One alternative of scopes is held completely.</summary>
    Scopes,

    /// <summary>A user, or a machine, as asked.</summary>
    Caller,

    /// <summary>One of the clients that may call.</summary>
    Client,

    /// <summary>The claims have a value that is asked for.</summary>
    Claims,

    /// <summary>The claims are there that the service cannot do without.</summary>
    Forward,

    /// <summary>The user has signed in well and recently enough (RFC 9470).</summary>
    SignIn,
}

internal enum StepOutcome
{
    Holds,
    Fails,

    /// <summary>The operation does not ask this.</summary>
    NotAsked,

    /// <summary>It cannot be answered: there is no verified token.</summary>
    NotReached,
}

/// <summary>One step of a decision, for people.</summary>
/// <param name="Problem">What would be answered if it were the first to fail; null unless it fails.</param>
internal sealed record ExplainedStep(DecisionStep Step, StepOutcome Outcome, Problem? Problem);
