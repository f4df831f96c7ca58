using System.Text;
using Gateway.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using RoutesInForce = Gateway.Routes.RoutesInForce;

namespace Gateway.ConformanceTests;

/// <summary>
/// Whatever is done to a token that was good, it is not good afterwards. The changes are random and the same in every run; a token that
/// comes through is printed by the failing test.
/// </summary>
public sealed class MutationTests(EdgeFixture edge) : IClassFixture<EdgeFixture>
{
    private const int Mutations = 25_000;
    private const string Characters = "ABCxyz019-_.=+/ ~{}\"\\,:eyJ\t\0é";

    [Fact]
    public async Task No_mutation_of_a_good_token_is_accepted()
    {
        var random = new Random(20260101);
        var verifier = edge.Gateway.Services.GetRequiredService<AccessTokens>();
        var issuers = edge.Gateway.Services.GetRequiredService<RoutesInForce>().Table.Issuers;
        string[] good = [.. Enumerable.Range(0, 20).Select(i => edge.Issuer.Token($"read scope{i}"))];
        foreach (var token in good)
        {
            Assert.True((await verifier.VerifyAsync(token.AsMemory(), issuers)).Accepted);
        }

        var tried = 0;
        while (tried < Mutations)
        {
            var mutated = Mutate(good, random);
            if (good.Contains(mutated))
            {
                continue;
            }

            tried++;
            var result = await verifier.VerifyAsync(mutated.AsMemory(), issuers);
            Assert.False(result.Accepted, mutated);
        }
    }

    private static string Mutate(string[] good, Random random)
    {
        var token = good[random.Next(good.Length)];
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            token = random.Next(10) switch
            {
                0 => Replace(token, random, Characters[random.Next(Characters.Length)].ToString()),
                1 => Replace(token, random, ""),
                2 => token.Insert(random.Next(token.Length + 1), Characters[random.Next(Characters.Length)].ToString()),
                3 => FlipCase(token, random),
                4 => FlipBit(token, random),
                5 => Splice(token, good[random.Next(good.Length)], random),
                6 => token[..random.Next(token.Length)],
                7 => token[random.Next(token.Length)..],
                8 => Reorder(token, random),
                _ => ChangeJson(token, random),
            };
            if (token.Length == 0)
            {
                return "x";
            }
        }

        return token;
    }

    private static string Replace(string token, Random random, string by)
    {
        var at = random.Next(token.Length);
        return token[..at] + by + token[(at + 1)..];
    }

    private static string FlipCase(string token, Random random)
    {
        var at = random.Next(token.Length);
        var flipped = char.IsUpper(token[at]) ? char.ToLowerInvariant(token[at]) : char.ToUpperInvariant(token[at]);
        return token[..at] + flipped + token[(at + 1)..];
    }

    private static string FlipBit(string token, Random random)
    {
        var at = random.Next(token.Length);
        return token[..at] + (char)(token[at] ^ (1 << random.Next(7))) + token[(at + 1)..];
    }

    /// <summary>Segments of one token in another.</summary>
    private static string Splice(string token, string other, Random random)
    {
        string[] parts = token.Split('.'), others = other.Split('.');
        var at = random.Next(Math.Min(parts.Length, others.Length));
        parts[at] = others[at];
        return string.Join('.', parts);
    }

    private static string Reorder(string token, Random random)
    {
        var parts = token.Split('.');
        random.Shuffle(parts);
        return string.Join('.', parts.Append(random.Next(4) == 0 ? parts[0] : null).Where(part => part is not null));
    }

    /// <summary>Other text inside the first or second segment, encoded as it should be.</summary>
    private static string ChangeJson(string token, Random random)
    {
        var parts = token.Split('.');
        var at = random.Next(Math.Min(2, parts.Length));
        try
        {
            var json = Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[at]));
            parts[at] = Base64UrlEncoder.Encode(json.Insert(random.Next(json.Length + 1), Characters[random.Next(Characters.Length)].ToString()));
        }
        catch (FormatException)
        {
            // A change before this one left no base64url here: this one changes nothing.
        }

        return string.Join('.', parts);
    }
}
