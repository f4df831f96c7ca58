using System.Text;
using Gateway.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.SideBySide;

/// <summary>The tokens of one algorithm, minted before anything is measured: in a file, one a line, each of another user.</summary>
internal sealed class Tokens
{
    private readonly string folder;
    private readonly Algorithm algorithm;
    private readonly string issuer;
    private readonly long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private Tokens(string folder, Algorithm algorithm, string issuer)
    {
        this.folder = folder;
        this.algorithm = algorithm;
        this.issuer = issuer;
    }

    public string Good => Path.Combine(folder, $"{algorithm.Name}.tokens");

    /// <summary>As many of <see cref="Good"/> as there are <see cref="Rotation"/>, each with another signature than it had.</summary>
    public string BadSignature => Path.Combine(folder, $"{algorithm.Name}.bad.tokens");

    /// <summary>So many, from the first on, take turns; the others are never seen before they are.</summary>
    public const int Rotation = 20_000;

    /// <summary>So many are handed out for a second of load: more than a peer can verify on one processor. Who does not, is done sooner.</summary>
    public const int PerSecond = 8_000;

    public int Count { get; private set; }

    public string First { get; private set; } = "";

    public string FirstBad { get; private set; } = "";

    public string Expired => Mint(0, "read:a read:b", -3600);

    public string WithoutScope => Mint(0, "read:nothing", 3600);

    public static async Task<Tokens> MintAsync(string folder, Algorithm algorithm, string issuer, int count)
    {
        var tokens = new Tokens(folder, algorithm, issuer);
        var minted = new string[count];
        Parallel.For(0, count, number => minted[number] = tokens.Mint(number, "read:a read:b", 3 * 3600));
        await File.WriteAllTextAsync(tokens.Good, string.Join('\n', minted) + "\n");
        var spoilt = minted.Take(Rotation).Select(Spoil).ToArray();
        await File.WriteAllTextAsync(tokens.BadSignature, string.Join('\n', spoilt) + "\n");
        tokens.Count = count;
        tokens.First = minted[0];
        tokens.FirstBad = spoilt[0];
        return tokens;
    }

    private string Mint(int number, string scope, int secondsLeft)
    {
        var header = $$"""{"alg":"{{algorithm.Name}}","typ":"at+jwt","kid":"{{algorithm.Key.KeyId}}"}""";
        var payload =
            $$"""
            {"iss":"{{issuer}}","aud":"{{TestIssuer.Audience}}","sub":"user-{{number:D8}}","client_id":"client-{{number % 97:D3}}","scope":"{{scope}}",
            "iat":{{now}},"exp":{{now + secondsLeft}},"jti":"{{number:x32}}","tenant":"{{new string('t', algorithm.Padding)}}"}
            """;
        var signed = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(payload)}";
        return $"{signed}.{Base64UrlEncoder.Encode(algorithm.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>One character of the signature is another, not the last: that has bits that count for nothing.</summary>
    private static string Spoil(string token)
    {
        var place = token.LastIndexOf('.') + 20;
        return string.Concat(token.AsSpan(0, place), token[place] == 'A' ? "B" : "A", token.AsSpan(place + 1));
    }
}
