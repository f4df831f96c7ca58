using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Gateway.Authentication;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Benchmarks.Micro;

/// <summary>From the text of a token to its caller: remembered, or verified with its signature, which is measured alone as well.</summary>
[Description("Who a token says that calls")]
public class TokenCost
{
    /// <summary>So many take turns, and so few are remembered by then: each comes as if for the first time.</summary>
    private const int Tokens = 256;
    private const int Remembered = 64;

    private readonly RsaSecurityKey rsa = TestIssuer.NewRsaKey();
    private readonly ECDsaSecurityKey ec = TestIssuer.NewEcKey();
    private MeasuredGateway gateway = null!;
    private AccessTokens remembering = null!;
    private AccessTokens forgetting = null!;
    private Rotation ofRsa = null!;
    private Rotation ofEc = null!;
    private Rotation badOfRsa = null!;
    private Rotation badOfEc = null!;
    private string known = "";

    [GlobalSetup]
    public async Task StartAsync()
    {
        gateway = await MeasuredGateway.StartAsync("'GET /': 'read'", prepare: issuer => issuer.Publish(rsa, ec));
        var memory = new VerifiedTokens(TimeProvider.System, entriesMax: Remembered);
        forgetting = ActivatorUtilities.CreateInstance<AccessTokens>(gateway.Parts, memory);
        remembering = gateway.Part<AccessTokens>();

        (ofRsa, ofEc) = (Rotation.Of(gateway.Issuer, rsa), Rotation.Of(gateway.Issuer, ec));
        (badOfRsa, badOfEc) = (ofRsa.WithBadSignatures(), ofEc.WithBadSignatures());
        known = ofEc.Next();

        for (var token = 0; token < Tokens; token++)
        {
            Require(await VerifyAsync(forgetting, ofRsa.Next()) && await VerifyAsync(forgetting, ofEc.Next()), "A good token is refused.");
            Require(!await VerifyAsync(forgetting, badOfRsa.Next()) && !await VerifyAsync(forgetting, badOfEc.Next()), "A bad token is accepted.");
        }

        Require(memory.Count <= Remembered, "More is remembered than there is room for: a token would not be verified anew.");
    }

    [Benchmark(Baseline = true, Description = "verified before")]
    public Task<bool> Known() => VerifyAsync(remembering, known);

    [Benchmark(Description = "never seen, RS256")]
    public Task<bool> NewRsa() => VerifyAsync(forgetting, ofRsa.Next());

    [Benchmark(Description = "of it the signature, RS256")]
    public bool RsaSignature()
    {
        var (content, signature) = ofRsa.NextSigned();
        return rsa.Rsa.VerifyData(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    [Benchmark(Description = "refused: bad signature, RS256")]
    public Task<bool> BadRsa() => VerifyAsync(forgetting, badOfRsa.Next());

    [Benchmark(Description = "never seen, ES256")]
    public Task<bool> NewEc() => VerifyAsync(forgetting, ofEc.Next());

    [Benchmark(Description = "of it the signature, ES256")]
    public bool EcSignature()
    {
        var (content, signature) = ofEc.NextSigned();
        return ec.ECDsa.VerifyData(content, signature, HashAlgorithmName.SHA256);
    }

    [Benchmark(Description = "refused: bad signature, ES256")]
    public Task<bool> BadEc() => VerifyAsync(forgetting, badOfEc.Next());

    [GlobalCleanup]
    public async Task StopAsync() => await gateway.DisposeAsync();

    private async Task<bool> VerifyAsync(AccessTokens tokens, string token) => (await tokens.VerifyAsync(token.AsMemory(), gateway.Policy.Issuers)).Accepted;

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    /// <summary>Tokens that take turns.</summary>
    private sealed class Rotation(string[] tokens)
    {
        private readonly (byte[] Content, byte[] Signature)[] signed = [.. tokens.Select(Split)];
        private uint next;

        public static Rotation Of(TestIssuer issuer, SecurityKey key)
        {
            issuer.SigningKey = key;
            return new([.. Enumerable.Range(0, Tokens).Select(_ => issuer.Token("read write people"))]);
        }

        public string Next() => tokens[next++ % Tokens];

        public (byte[] Content, byte[] Signature) NextSigned() => signed[next++ % Tokens];

        /// <summary>Each token with the signature of another one.</summary>
        public Rotation WithBadSignatures() => new([.. tokens.Zip(
            tokens.Skip(1).Append(tokens[0]),
            (token, other) => token[..token.LastIndexOf('.')] + other[other.LastIndexOf('.')..])]);

        private static (byte[] Content, byte[] Signature) Split(string token)
        {
            var dot = token.LastIndexOf('.');
            return (Encoding.ASCII.GetBytes(token[..dot]), Base64UrlEncoder.DecodeBytes(token[(dot + 1)..]));
        }
    }
}
