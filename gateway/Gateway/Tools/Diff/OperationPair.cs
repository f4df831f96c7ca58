using Gateway.Routes;

namespace Gateway.Tools.Diff;

/// <summary>The operations that two policies have for the same requests, compared by what they ask for.</summary>
/// <param name="Request">One of the requests.</param>
/// <param name="Old">Null: the request was answered 404 or 405.</param>
/// <param name="New">Null: it is answered 404 or 405 now.</param>
internal sealed record OperationPair(SampleRequest Request, Side? Old, Side? New)
{
    /// <summary>Null: every token is accepted now that was, and no other.</summary>
    public Change? Compare() => (Old, New) switch
    {
        ({ } old, { } @new) => Compare(old, @new),
        // Nothing is open by it that was protected; only what everyone may call needs a second look.
        (null, { } @new) => Change(ChangeKind.New) with { CountsAsWeaker = @new.Asks is null },
        _ => Change(ChangeKind.Gone),
    };

    private Change? Compare(Side old, Side @new)
    {
        var laxer = @new.LaxerMembersThan(old);
        var stricter = old.LaxerMembersThan(@new);
        if (laxer.IsEmpty && stricter.IsEmpty)
        {
            return null;
        }

        var accepts = new WitnessSearch(Request, @new, old).ForOperation(laxer);
        return Change(laxer.IsEmpty ? ChangeKind.Stronger : stricter.IsEmpty ? ChangeKind.Weaker : ChangeKind.Changed) with
        {
            Laxer = laxer,
            Stricter = stricter,
            Accepts = accepts,
            Refuses = new WitnessSearch(Request, old, @new).ForOperation(stricter),
            Notes = laxer.IsEmpty || accepts is not null ? [] : ["no sample token shows it; one member may say what another asks for"],
        };
    }

    private Change Change(ChangeKind kind) => new(kind, (New ?? Old)!.Operation.Id, Request) { Old = State(Old), New = State(New) };

    private static Stated? State(Side? side) =>
        side is null ? null : new Stated(side.Operation.Id, side.Operation.Place, RequirementInWords.Of(side.Operation.Requirement));
}
