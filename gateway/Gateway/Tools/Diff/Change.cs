using System.Collections.Immutable;

namespace Gateway.Tools.Diff;

/// <summary>What became of something, in the order in which a reviewer wants to read it.</summary>
internal enum ChangeKind
{
    /// <summary>A token is accepted that was not, and none is refused that was accepted.</summary>
    Weaker,

    /// <summary>Both: some tokens are newly accepted and some newly refused.</summary>
    Changed,

    /// <summary>A token is refused that was accepted, and none is accepted that was not.</summary>
    Stronger,

    /// <summary>Requests that were answered 404 or 405 have an operation now.</summary>
    New,

    /// <summary>Requests that had an operation are answered 404 or 405 now.</summary>
    Gone,

    /// <summary>Nobody gains or loses access, and a reviewer wants to know.</summary>
    Notable,
}

/// <summary>One difference between two policies, of an operation, an issuer or the forwarding of an API.</summary>
/// <param name="Subject">As people name it: <c>timesheets GET /{id:int}</c>, <c>issuer staff</c>.</param>
/// <param name="Request">One that shows it.</param>
internal sealed record Change(ChangeKind Kind, string Subject, SampleRequest Request)
{
    /// <summary>Whether it makes the policy weaker as a whole.</summary>
    public bool CountsAsWeaker { get; init; } = Kind is ChangeKind.Weaker or ChangeKind.Changed;

    /// <summary>Null: it was not there.</summary>
    public Stated? Old { get; init; }

    /// <summary>Null: it is not there any more.</summary>
    public Stated? New { get; init; }

    /// <summary>The members of the routes file in which the new policy accepts more.</summary>
    public ImmutableArray<string> Laxer { get; init; } = [];

    /// <summary>Those in which it accepts less.</summary>
    public ImmutableArray<string> Stricter { get; init; } = [];

    /// <summary>The smallest token found that is accepted now and was refused; null where no token shows it.</summary>
    public Witness? Accepts { get; init; }

    /// <summary>The smallest token found that was accepted and is refused now; null where no token shows it.</summary>
    public Witness? Refuses { get; init; }

    /// <summary>What else there is to say, in sentences.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

/// <summary>One side of a change as its file states it.</summary>
/// <param name="Place"><c>file:line</c>; null where the policy does not keep it.</param>
/// <param name="Asks">What is asked for, in one line.</param>
internal sealed record Stated(string Name, string? Place, string Asks);
