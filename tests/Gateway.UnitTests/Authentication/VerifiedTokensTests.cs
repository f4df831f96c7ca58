using System.Text.Json;
using Gateway.Authentication;
using Gateway.Authentication.Keys;
using Gateway.Routes;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.UnitTests.Authentication;

/// <summary>How verified tokens are remembered, and how many.</summary>
public sealed class VerifiedTokensTests
{
    private readonly SettableClock clock = new();
    private readonly TrustedIssuer issuer = NewIssuer();

    [Fact]
    public void A_token_is_found_again()
    {
        var tokens = new VerifiedTokens(clock);
        var caller = Caller("ana");
        tokens.Keep(TokenHash.Of("a"), caller, issuer, keyGeneration: 0, tokenChars: 800);

        Assert.True(tokens.TryFind(TokenHash.Of("a"), [issuer.Issuer], out var found));
        Assert.Same(caller, found.Caller);
        Assert.False(tokens.TryFind(TokenHash.Of("b"), [issuer.Issuer], out _));
    }

    [Fact]
    public void Nothing_is_believed_longer_than_five_minutes()
    {
        var tokens = new VerifiedTokens(clock);
        tokens.Keep(TokenHash.Of("a"), Caller("ana"), issuer, 0, 800);
        clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.True(tokens.TryFind(TokenHash.Of("a"), [issuer.Issuer], out _));

        clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(tokens.TryFind(TokenHash.Of("a"), [issuer.Issuer], out _));
    }

    [Fact]
    public void A_token_that_was_verified_under_other_keys_is_forgotten()
    {
        var tokens = new VerifiedTokens(clock);
        tokens.Keep(TokenHash.Of("a"), Caller("ana"), issuer, keyGeneration: issuer.Keys.Generation - 1, tokenChars: 800);
        Assert.False(tokens.TryFind(TokenHash.Of("a"), [issuer.Issuer], out _));
    }

    [Fact]
    public void A_token_that_was_verified_by_another_policy_s_rules_for_its_issuer_is_forgotten()
    {
        var tokens = new VerifiedTokens(clock);
        tokens.Keep(TokenHash.Of("a"), Caller("ana"), issuer, 0, 800);
        Assert.False(tokens.TryFind(TokenHash.Of("a"), [issuer.Issuer with { Id = "main#changed" }], out _));
        Assert.False(tokens.TryFind(TokenHash.Of("a"), [issuer.Issuer], out _));
    }

    [Fact]
    public void A_million_tokens_seen_once_do_not_grow_it_beyond_its_bounds()
    {
        var tokens = new VerifiedTokens(clock, entriesMax: 1000, bytesMax: 10_000_000);
        var caller = Caller("ana");
        for (var i = 0; i < 1_000_000; i++)
        {
            tokens.Keep(new TokenHash((ulong)i, 0, 0, 0), caller, issuer, 0, 800);
            Assert.True(tokens.Count <= 1000);
        }
    }

    [Fact]
    public void Of_a_flood_of_tokens_that_are_seen_once_hardly_anything_is_kept()
    {
        var tokens = new VerifiedTokens(clock);
        Flood(tokens, 50_000);
        Assert.InRange(tokens.Count, 256, 1_000);
    }

    [Fact]
    public void A_token_that_was_seen_before_the_flood_is_kept_when_it_comes_again()
    {
        var tokens = new VerifiedTokens(clock);
        var again = TokenHash.Of("again");
        tokens.Keep(again, Caller("ana"), issuer, 0, 800);
        Flood(tokens, 1_000);
        Assert.False(tokens.TryFind(again, [issuer.Issuer], out _));

        tokens.Keep(again, Caller("ana"), issuer, 0, 800);
        Flood(tokens, 1_000);
        Assert.True(tokens.TryFind(again, [issuer.Issuer], out _));
    }

    [Fact]
    public void It_is_bounded_in_bytes_too()
    {
        var tokens = new VerifiedTokens(clock, entriesMax: 100_000, bytesMax: 1_000_000);
        for (var i = 0; i < 1000; i++)
        {
            tokens.Keep(new TokenHash((ulong)i, 0, 0, 0), Caller("ana"), issuer, 0, tokenChars: 8000);
            Assert.True(tokens.Bytes <= 1_000_000);
        }

        Assert.True(tokens.Count < 100);
    }

    [Fact]
    public void A_token_in_use_outlives_a_flood_of_others()
    {
        var tokens = new VerifiedTokens(clock, entriesMax: 100);
        var used = TokenHash.Of("used");
        tokens.Keep(used, Caller("ana"), issuer, 0, 800);
        for (var i = 0; i < 10_000; i++)
        {
            tokens.Keep(new TokenHash((ulong)i, 0, 0, 0), Caller("x"), issuer, 0, 800);
            if (i % 20 == 0)
            {
                Assert.True(tokens.TryFind(used, [issuer.Issuer], out _), $"It was gone after {i}.");
            }
        }
    }

    [Fact]
    public void Tokens_in_rotation_are_found_the_third_time_if_they_fit()
    {
        var tokens = new VerifiedTokens(clock);
        var rotation = Enumerable.Range(0, 20_000).Select(number => TokenHash.Of($"{number}")).ToList();
        rotation.ForEach(token => tokens.Keep(token, Caller("ana"), issuer, 0, 800));
        rotation.ForEach(token => tokens.Keep(token, Caller("ana"), issuer, 0, 800));
        Assert.InRange(rotation.Count(token => tokens.TryFind(token, [issuer.Issuer], out _)), 19_900, 20_000);
    }

    [Fact]
    public void Of_those_in_use_and_those_that_are_not_the_latter_go()
    {
        var tokens = new VerifiedTokens(clock, entriesMax: 400);
        var all = Enumerable.Range(0, 300).Select(number => TokenHash.Of($"{number}")).ToList();
        all.ForEach(token => tokens.Keep(token, Caller("ana"), issuer, 0, 800));
        all.ForEach(token => tokens.Keep(token, Caller("ana"), issuer, 0, 800));
        var used = all.Where((_, index) => index % 2 == 0).ToList();
        used.ForEach(token => Assert.True(tokens.TryFind(token, [issuer.Issuer], out _)));

        var others = Enumerable.Range(1_000, 100).Select(number => TokenHash.Of($"{number}")).ToList();
        others.ForEach(token => tokens.Keep(token, Caller("x"), issuer, 0, 800));
        others.ForEach(token => tokens.Keep(token, Caller("x"), issuer, 0, 800));
        Assert.All(used, token => Assert.True(tokens.TryFind(token, [issuer.Issuer], out _)));
        Assert.True(tokens.Count <= 400);
    }

    [Fact]
    public void A_token_that_is_verified_again_and_again_takes_one_place()
    {
        var tokens = new VerifiedTokens(clock, entriesMax: 100);
        var (often, quiet) = (TokenHash.Of("often"), TokenHash.Of("quiet"));
        for (var i = 0; i < 2; i++)
        {
            tokens.Keep(quiet, Caller("ana"), issuer, 0, 800);
        }

        for (var i = 0; i < 1_000; i++)
        {
            tokens.Keep(often, Caller("ana"), issuer, keyGeneration: -1, tokenChars: 800);
            Assert.False(tokens.TryFind(often, [issuer.Issuer], out _));
            Assert.True(tokens.TryFind(quiet, [issuer.Issuer], out _));
            Assert.InRange(tokens.Bytes, 1, 3 * 4_000);
        }
    }

    [Fact]
    public void The_hash_is_of_the_whole_token()
    {
        var token = new string('a', 4000);
        Assert.NotEqual(TokenHash.Of(token + "b"), TokenHash.Of(token + "c"));
        Assert.NotEqual(TokenHash.Of("b" + token), TokenHash.Of("c" + token));
        Assert.Equal(TokenHash.Of(token), TokenHash.Of(new string('a', 4000)));
    }

    private void Flood(VerifiedTokens tokens, int count)
    {
        for (var i = 0; i < count; i++)
        {
            tokens.Keep(TokenHash.Of($"{i}"), Caller("x"), issuer, 0, 800);
        }
    }

    private static TrustedIssuer NewIssuer()
    {
        var issuer = new Issuer("main", "https://issuer.example", new Uri("https://issuer.example/meta"), ["a"], ["ES256"], ["at+jwt"], "scope", "client_id", [], [], TimeSpan.Zero);
        var keys = new IssuerKeys(issuer, new Backchannel(TimeProvider.System), TimeProvider.System, NullLogger<IssuerKeys>.Instance);
        return new TrustedIssuer(issuer, keys, TimeProvider.System, NullLoggerFactory.Instance);
    }

    private CallerIdentity Caller(string subject) =>
        new(issuer.Issuer, subject, "app", CallerKind.User, [], JsonElement.Parse("{}"));
}
