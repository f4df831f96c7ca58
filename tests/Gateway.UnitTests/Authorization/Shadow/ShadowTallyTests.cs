using Gateway.Authorization;
using Gateway.Authorization.Shadow;
using Gateway.Routes;
using Gateway.Testing;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Authorization.Shadow;

public sealed class ShadowTallyTests
{
    private readonly SettableClock clock = new();
    private readonly RouteTable table = Table("write");
    private readonly ShadowTally tally;

    public ShadowTallyTests() => tally = new ShadowTally(clock);

    [Fact]
    public void A_caller_is_counted_by_what_the_candidate_says()
    {
        Add("read");
        clock.Advance(TimeSpan.FromMinutes(1));
        Add("read");
        clock.Advance(TimeSpan.FromMinutes(1));
        Add("read write");

        var report = tally.Report(table);
        var operation = Assert.Single(report.Operations);
        Assert.Equal(("a GET /", "routes.json:5", new DateOnly(2030, 1, 31)), (operation.Operation, operation.Place, operation.Until));
        Assert.Equal((1, 2), (operation.WouldAllow, operation.WouldRefuse));
        var row = Assert.Single(operation.Callers);
        Assert.Equal(new CallerRecord("main", "app", CallerKind.User), row.Caller);
        Assert.Equal((1, 2), (row.WouldAllow, row.WouldRefuse));
        Assert.Equal([0, 2, 1], new[] { row.FirstSeen, row.LastSeen, row.LastRefused!.Value }.Select(time => (time - report.Since).TotalMinutes));
        Assert.Equal(("insufficient_scope", "write"), (row.Codes.Single(), row.Missing.Single()));
    }

    [Fact]
    public void Callers_are_apart_by_client_and_kind_and_those_who_would_be_refused_come_first()
    {
        Add("read write", client: "fine");
        Add("read", client: "once");
        Add("read", client: "twice");
        Add("read", client: "twice");
        Add("read", client: null);
        Add("read write", client: "once", kind: CallerKind.Machine);

        Assert.Equal(
            [("twice", CallerKind.User, 2), (null, CallerKind.User, 1), ("once", CallerKind.User, 1), ("fine", CallerKind.User, 0), ("once", CallerKind.Machine, 0)],
            tally.Report(table).Operations[0].Callers.Select(row => (row.Caller!.Client, row.Caller.Kind, row.WouldRefuse)));
    }

    [Fact]
    public void When_all_rows_are_taken_further_callers_share_one()
    {
        for (var i = 0; i < ShadowTally.RowsMax + 500; i++)
        {
            Add("read", client: $"client-{i}");
        }

        Add("read", client: "client-0");
        Add("read write", client: "late");

        var callers = tally.Report(table).Operations[0].Callers;
        Assert.Equal(ShadowTally.RowsMax + 1, callers.Length);
        Assert.Equal((1, 500), (callers[0].WouldAllow, callers[0].WouldRefuse));
        Assert.Null(callers[0].Caller);
        Assert.Equal(("client-0", 2), (callers[1].Caller!.Client, callers[1].WouldRefuse));
    }

    [Fact]
    public void A_candidate_that_changes_is_counted_anew_and_the_old_rows_give_room()
    {
        for (var i = 0; i < ShadowTally.RowsMax; i++)
        {
            Add("read", client: $"client-{i}");
        }

        var changed = Table("admin");
        Assert.Equal((0, 0), (tally.Report(changed).Operations[0].WouldRefuse, tally.Report(changed).Operations[0].Callers.Length));
        Add("read", of: changed);
        Assert.Equal("app", Assert.Single(tally.Report(changed).Operations[0].Callers).Caller!.Client);
    }

    [Fact]
    public void A_candidate_that_nobody_has_met_is_in_the_report_and_an_operation_without_one_is_not()
    {
        Assert.Equal("a GET /", Assert.Single(tally.Report(table).Operations).Operation);
        Assert.Empty(tally.Report(RoutesFiles.Compile(RoutesFiles.WithOperations("\"GET /\": \"read\""))).Operations);
    }

    private static RouteTable Table(string also) => RoutesFiles.Compile(RoutesFiles.WithOperations($$"""
        "GET /": { "Scopes": "read", "Candidate": { "Scopes": { "AllOf": ["read", "{{also}}"] }, "Until": "2030-01-31" } }, "PUT /": "write"
        """));

    private void Add(string scope, string? client = "app", CallerKind kind = CallerKind.User, RouteTable? of = null)
    {
        var token = Tokens.Of(of ?? table, scope, client, kind);
        var operation = (of ?? table).Operations[0];
        tally.Add(operation, CallerRecord.Of(token.Caller), ShadowRecord.Of(operation, token, clock.GetUtcNow())!, clock.GetUtcNow());
    }
}
