using System.Runtime.CompilerServices;
using System.Text.Json;
using Gateway.Authorization;
using Gateway.Observability;
using Gateway.Routes;
using Gateway.UnitTests.Routes;

namespace Gateway.UnitTests.Authorization;

public sealed class DecisionLogTests
{
    private readonly RouteTable table = RoutesFiles.Compile(RoutesFiles.WithOperations("\"GET /\": \"write\""));
    private readonly DecisionLog decisions;

    public DecisionLogTests() => decisions = new DecisionLog(table.InForce());

    [Fact]
    public void The_newest_comes_first_and_is_found_by_its_request()
    {
        Add("one", "read");
        Add("two", "read");

        Assert.Equal(["two", "one"], decisions.Latest().Select(record => record.RequestId));
        var record = decisions.Find("one")!;
        Assert.Equal(("a GET /", "routes.json:5", "insufficient_scope"), (record.Operation, record.Place, record.Code));
        Assert.Equal(("read", "write"), (record.Granted.Single(), record.Missing.Single()));
        Assert.Equal(table.Hash[..12], record.Policy);
        Assert.Null(decisions.Find("three"));
    }

    [Fact]
    public void The_oldest_make_room()
    {
        for (var i = 0; i < DecisionLog.RecordsMax + 3; i++)
        {
            Add($"{i}", "read");
        }

        Assert.Equal(DecisionLog.RecordsMax, decisions.Latest().Count());
        Assert.Equal(($"{DecisionLog.RecordsMax + 2}", "3"), (decisions.Latest().First().RequestId, decisions.Latest().Last().RequestId));
        Assert.Null(decisions.Find("2"));
        Assert.NotNull(decisions.Find("3"));
    }

    [Fact]
    public void Nothing_of_the_oldest_is_left_in_what_takes_its_place()
    {
        Add(new string('x', RequestId.LengthMax), "read");
        for (var i = 0; i < DecisionLog.RecordsMax; i++)
        {
            Add($"{i}", "audit");
        }

        var newest = decisions.Latest().First();
        Assert.Equal(($"{DecisionLog.RecordsMax - 1}", "audit"), (newest.RequestId, newest.Granted.Single()));
        Assert.DoesNotContain(decisions.Latest(), record => record.RequestId!.Contains('x', StringComparison.Ordinal));
    }

    [Fact]
    public void Of_many_writers_at_once_none_is_lost()
    {
        Parallel.For(0, 5_000, i => Add($"{i}", "read"));
        Assert.Equal(5_000, decisions.Latest().Select(record => record.RequestId).Distinct().Count());
    }

    [Fact]
    public void How_much_is_kept_of_a_token_is_not_its_holders_choice()
    {
        var scopes = string.Join(' ', Enumerable.Range(0, 2_000).Select(i => $"scope:{i}"));
        Add("long", scopes, client: new string('c', 8_000));

        var record = decisions.Find("long")!;
        Assert.Equal("scope:0", record.Granted[0]);
        Assert.Equal("…", record.Granted[^1]);
        Assert.True(record.Granted.Sum(scope => scope.Length) <= 1_025);
        Assert.Equal(new string('c', 256) + "…", record.Caller!.Client);
    }

    [Fact]
    public void Made_when_somebody_asks_a_record_is_what_it_would_have_been_at_once()
    {
        var (operation, token) = (table.Operations[0], Tokens.Of(table, "read", "app"));
        decisions.Add(operation, token, DateTimeOffset.UnixEpoch, "one");
        var atOnce = decisions.RecordOf(operation, token, DateTimeOffset.UnixEpoch, "one");
        Assert.Equal(JsonSerializer.Serialize(atOnce), JsonSerializer.Serialize(decisions.Find("one")));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(5_000, false)]
    public void Of_a_large_token_only_the_record_is_kept(int length, bool isKept)
    {
        var caller = AddWithClaim(new string('x', length));
        GC.Collect();
        Assert.Equal(isKept, caller.TryGetTarget(out _));
        Assert.Equal("insufficient_scope", decisions.Find("one")!.Code);
    }

    [Fact]
    public void Scopes_that_fit_are_kept_as_they_are()
    {
        Add("short", "read audit");
        Assert.Equal(["read", "audit"], decisions.Find("short")!.Granted.AsEnumerable());
    }

    /// <summary>In a method of its own, so that nobody holds the caller but who keeps it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference<CallerIdentity> AddWithClaim(string value)
    {
        var payload = JsonSerializer.SerializeToElement(new { claim = value });
        var caller = new CallerIdentity(table.Issuers[0], "ana", "app", CallerKind.User, ["read"], payload);
        decisions.Add(table.Operations[0], new TokenResult.Verified(caller), DateTimeOffset.UnixEpoch, "one");
        return new WeakReference<CallerIdentity>(caller);
    }

    private void Add(string request, string scope, string client = "app") =>
        decisions.Add(table.Operations[0], Tokens.Of(table, scope, client), DateTimeOffset.UnixEpoch, request);
}
