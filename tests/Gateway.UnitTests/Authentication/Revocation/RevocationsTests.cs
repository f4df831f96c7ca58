using System.Text.Json;
using Gateway.Authentication.Revocation;
using Gateway.Problems;
using Gateway.Routes;

namespace Gateway.UnitTests.Authentication.Revocation;

public sealed class RevocationsTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(RevocationKind.Token, "one", "main", true)]
    [InlineData(RevocationKind.Subject, "ana", "main", true)]
    [InlineData(RevocationKind.Client, "app", "main", true)]
    [InlineData(RevocationKind.Subject, "one", "main", false)]
    [InlineData(RevocationKind.Client, "ana", "main", false)]
    [InlineData(RevocationKind.Token, "app", "main", false)]
    [InlineData(RevocationKind.Token, "one", "other", false)]
    [InlineData(RevocationKind.Subject, "ana", "other", false)]
    [InlineData(RevocationKind.Client, "app", "other", false)]
    public void An_entry_means_its_kind_of_value_at_its_issuer(object kind, string value, string issuer, bool revoked)
    {
        var revocations = Revoked(new RevocationEntry(issuer, $"https://{issuer}.example", (RevocationKind)kind, value, Noon, null));
        Assert.Equal(revoked ? TokenFault.Revoked : null, revocations.Check(Caller()));
    }

    [Fact]
    public void A_token_without_iat_counts_as_older()
    {
        var revocations = Revoked(new RevocationEntry("main", "https://main.example", RevocationKind.Subject, "ana", DateTimeOffset.UnixEpoch, null));
        Assert.Null(revocations.Check(Caller()));
        Assert.Equal(TokenFault.Revoked, revocations.Check(Caller(payload: "{}")));
        Assert.Equal(TokenFault.Revoked, revocations.Check(Caller(payload: """{"iat":"1893499200"}""")));
    }

    [Fact]
    public void Sources_do_not_undo_each_other_and_every_change_grows_the_version()
    {
        var revocations = Revoked(new RevocationEntry("main", "https://main.example", RevocationKind.Token, "one", null, null));
        var before = revocations.Version;
        revocations.Publish("another", new RevocationSet([]));
        Assert.Equal(TokenFault.Revoked, revocations.Check(Caller()));
        revocations.Publish("test", new RevocationSet([]));
        Assert.Null(revocations.Check(Caller()));
        Assert.Equal(before + 2, revocations.Version);
    }

    [Fact]
    public void More_than_a_source_may_have_is_not_taken()
    {
        var revocations = new Revocations();
        var entries = Enumerable.Range(0, Revocations.EntriesMax + 1).Select(i => new RevocationEntry("main", "https://main.example", RevocationKind.Token, $"{i}", null, null));
        var many = new RevocationSet(entries);
        Assert.Throws<ArgumentOutOfRangeException>(() => revocations.Publish("test", many));
    }

    [Fact]
    public void The_question_allocates_nothing()
    {
        var revocations = Revoked(
            [.. Enumerable.Range(0, 10_000).SelectMany(i => Enum.GetValues<RevocationKind>().Select(kind => new RevocationEntry("main", "https://main.example", kind, $"{i}", Noon, null)))]);
        var caller = Caller();
        revocations.Check(caller);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            revocations.Check(caller);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Revocations Revoked(params RevocationEntry[] entries)
    {
        var revocations = new Revocations();
        revocations.Publish("test", new RevocationSet(entries));
        return revocations;
    }

    private static CallerIdentity Caller(string payload = """{"jti":"one","iat":1893499200}""")
    {
        var issuer = new Issuer(
            "main", "https://main.example", new Uri("https://main.example"), [], [], [], "scope", "client_id", [], [], TimeSpan.Zero);
        return new CallerIdentity(issuer, "ana", "app", CallerKind.User, [], JsonElement.Parse(payload));
    }
}
