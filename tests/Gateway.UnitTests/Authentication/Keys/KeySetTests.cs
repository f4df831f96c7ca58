using System.Text;
using Gateway.Authentication.Keys;
using Gateway.Routes;
using Gateway.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.UnitTests.Authentication.Keys;

/// <summary>From one set to the next: what stays, what is new, and when the generation changes.</summary>
public sealed class KeySetTests
{
    private static readonly ECDsaSecurityKey A = TestIssuer.NewEcKey();
    private static readonly RsaSecurityKey B = TestIssuer.NewRsaKey();

    [Fact]
    public void A_key_that_is_still_there_stays_the_same_object()
    {
        var before = Set(null, A);
        before.All[0].Used(DateTimeOffset.UnixEpoch.AddDays(1));
        var after = Set(before, B, A);
        Assert.Same(before.All[0], Assert.Single(after.Find(A.KeyId)));
        Assert.Equal((0L, 1, 0), (after.Generation, after.Added, after.Removed.Length));
    }

    [Fact]
    public void The_generation_changes_when_a_key_is_removed()
    {
        var after = Set(Set(null, A, B), A);
        Assert.Equal((1L, 0, 1), (after.Generation, after.Added, after.Removed.Length));
        Assert.Empty(after.Find(B.KeyId));
    }

    [Fact]
    public void The_generation_changes_when_a_key_is_replaced_under_its_kid()
    {
        var other = TestIssuer.NewEcKey();
        other.KeyId = A.KeyId;
        var after = Set(Set(null, A), other);
        Assert.Equal((1L, 1, 1), (after.Generation, after.Added, after.Removed.Length));
    }

    [Fact]
    public void The_generation_changes_when_a_key_is_bound_to_another_algorithm()
    {
        var before = Set(null, B);
        var json = TestIssuer.KeySetOf(B).Replace("RS256", "PS256", StringComparison.Ordinal);
        Assert.Equal(1, Read(before, json).Generation);
    }

    [Fact]
    public void A_key_is_found_by_its_exact_kid()
    {
        var set = Set(null, A, B);
        Assert.Equal([A.KeyId, B.KeyId], new[] { A, (SecurityKey)B }.Select(key => Assert.Single(set.Find(key.KeyId)).Kid));
        Assert.Empty(set.Find(A.KeyId.ToUpperInvariant() + "x"));
        Assert.Empty(set.Find(A.KeyId + " "));
    }

    [Fact]
    public void Without_a_kid_only_an_only_key_is_meant()
    {
        Assert.Single(Set(null, A).Find(null));
        Assert.Single(Set(null, A).Find(""));
        Assert.Empty(Set(null, A, B).Find(null));
    }

    [Fact]
    public void Looking_a_key_up_allocates_nothing()
    {
        var set = Set(null, A, B);
        set.Find(A.KeyId);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            set.Find(A.KeyId);
            set.Find("unknown");
            set.Find(null);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void When_a_key_was_used_is_known_to_the_second()
    {
        var key = Set(null, A).All[0];
        Assert.Null(key.LastUsed);
        var now = DateTimeOffset.UnixEpoch.AddYears(60);
        key.Used(now);
        key.Used(now.AddMilliseconds(999));
        Assert.Equal(now, key.LastUsed);
        key.Used(now.AddSeconds(1));
        Assert.Equal(now.AddSeconds(1), key.LastUsed);
    }

    private static KeySet Set(KeySet? previous, params SecurityKey[] keys) => Read(previous, TestIssuer.KeySetOf(keys));

    private static KeySet Read(KeySet? previous, string json)
    {
        var (set, _) = PublishedKeySet.Read(Encoding.UTF8.GetBytes(json), IssuerPreset.DefaultAlgorithms, DateTimeOffset.UnixEpoch);
        return new KeySet(set!, previous, 0, DateTimeOffset.UnixEpoch);
    }
}
