using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Authentication.Keys;
using Gateway.Routes;
using Gateway.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.UnitTests.Authentication.Keys;

/// <summary>Which keys of a set are used, for what, and why the others are not. A good key stands beside each bad one and has to remain.</summary>
public sealed class PublishedKeySetTests
{
    private static readonly ECDsaSecurityKey Good = TestIssuer.NewEcKey();
    private static readonly RsaSecurityKey Rsa = TestIssuer.NewRsaKey();
    private static readonly RsaSecurityKey WeakRsa = TestIssuer.NewRsaKey(1024);

    /// <summary>Each is a key that would be good but for one thing.</summary>
    public static readonly TheoryData<string, string, string> BadKeys = new()
    {
        { "private EC", Ec(k => k["d"] = "AAAA"), "Private" },
        { "private RSA", RsaJwk(k => k["d"] = "AAAA"), "Private" },
        { "RSA with a prime", RsaJwk(k => k["p"] = "AAAA"), "Private" },
        { "RSA with q", RsaJwk(k => k["q"] = "AAAA"), "Private" },
        { "RSA with dp", RsaJwk(k => k["dp"] = "AAAA"), "Private" },
        { "RSA with dq", RsaJwk(k => k["dq"] = "AAAA"), "Private" },
        { "RSA with qi", RsaJwk(k => k["qi"] = "AAAA"), "Private" },
        { "RSA with oth", RsaJwk(k => k["oth"] = new JsonArray()), "Private" },
        { "EC with k", Ec(k => k["k"] = "AAAA"), "Private" },
        { "private member that is null", Ec(k => k["d"] = null), "Private" },
        { "symmetric", """{"kty":"oct","k":"c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0","alg":"HS256","kid":"bad"}""", "Symmetric" },
        { "symmetric that claims RS256", """{"kty":"oct","k":"AAAA","alg":"RS256","use":"sig","kid":"bad"}""", "Symmetric" },
        { "RSA 1024", Named(TestIssuer.PublicJwk(WeakRsa)), "Weak" },
        { "RSA 1024 behind zeros", RsaJwk(k => k["n"] = Text([.. new byte[128], .. WeakRsa.Rsa.ExportParameters(false).Modulus!])), "Weak" },
        { "RSA 2047", RsaJwk(k => k["n"] = Text(Modulus(2047))), "Weak" },
        { "RSA of zeros", RsaJwk(k => k["n"] = Text(new byte[256])), "Weak" },
        { "RSA 8193", RsaJwk(k => k["n"] = Text(Modulus(8193))), "Oversized" },
        { "RSA with a long exponent", RsaJwk(k => k["e"] = Text([1, 0, 0, 0, 1])), "Oversized" },
        { "RSA with an even modulus", RsaJwk(k => k["n"] = Text([.. Modulus(2048)[..^1], 2])), "Malformed" },
        { "RSA with exponent 1", RsaJwk(k => k["e"] = "AQ"), "Malformed" },
        { "RSA with an even exponent", RsaJwk(k => k["e"] = Text([1, 0, 0])), "Malformed" },
        { "RSA without n", RsaJwk(k => k.Remove("n")), "Malformed" },
        { "RSA without e", RsaJwk(k => k.Remove("e")), "Malformed" },
        { "RSA with a number for e", RsaJwk(k => k["e"] = 65537), "Malformed" },
        { "RSA with an empty e", RsaJwk(k => k["e"] = ""), "Malformed" },
        { "padding", RsaJwk(k => k["e"] = "AQAB===="), "Malformed" },
        { "white space in a number", RsaJwk(k => k["e"] = "AQ AB"), "Malformed" },
        { "base64 that is not base64url", RsaJwk(k => k["n"] = $"{k["n"]}"[..^1] + "+"), "Malformed" },
        { "use enc", RsaJwk(k => k["use"] = "enc"), "NotForSignatures" },
        { "use SIG", RsaJwk(k => k["use"] = "SIG"), "NotForSignatures" },
        { "use a number", RsaJwk(k => k["use"] = 1), "Malformed" },
        { "key_ops encrypt", RsaJwk(k => k["key_ops"] = new JsonArray("encrypt")), "NotForSignatures" },
        { "key_ops empty", RsaJwk(k => k["key_ops"] = new JsonArray()), "NotForSignatures" },
        { "key_ops a string", RsaJwk(k => k["key_ops"] = "verify"), "NotForSignatures" },
        { "key_ops against use", RsaJwk(k => (k["use"], k["key_ops"]) = ("sig", new JsonArray("wrapKey"))), "NotForSignatures" },
        { "alg RSA-OAEP", RsaJwk(k => k["alg"] = "RSA-OAEP"), "OtherAlgorithm" },
        { "alg none", RsaJwk(k => k["alg"] = "none"), "OtherAlgorithm" },
        { "alg HS256", RsaJwk(k => k["alg"] = "HS256"), "OtherAlgorithm" },
        { "alg in another case", RsaJwk(k => k["alg"] = "rs256"), "OtherAlgorithm" },
        { "alg of the other type", RsaJwk(k => k["alg"] = "ES256"), "OtherAlgorithm" },
        { "alg of another curve", Ec(k => k["alg"] = "ES384"), "OtherAlgorithm" },
        { "alg null", RsaJwk(k => k["alg"] = null), "Malformed" },
        { "kty OKP", """{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"bad"}""", "Unsupported" },
        { "kty in another case", RsaJwk(k => k["kty"] = "rsa"), "Unsupported" },
        { "no kty", RsaJwk(k => k.Remove("kty")), "Malformed" },
        { "kty a number", RsaJwk(k => k["kty"] = 1), "Malformed" },
        { "crv secp256k1", Ec(k => k["crv"] = "secp256k1"), "Unsupported" },
        { "no crv", Ec(k => k.Remove("crv")), "Unsupported" },
        { "point not on the curve", Ec(k => k["y"] = k["x"]!.DeepClone()), "Malformed" },
        { "point zero", Ec(k => (k["x"], k["y"]) = (Text(new byte[32]), Text(new byte[32]))), "Malformed" },
        { "coordinate beyond the field", Ec(k => k["x"] = Text([.. Enumerable.Repeat((byte)255, 32)])), "Malformed" },
        { "short coordinate", Ec(k => k["x"] = Text(new byte[31])), "Malformed" },
        { "long coordinate", Ec(k => k["x"] = "AA" + k["x"]), "Malformed" },
        { "no y", Ec(k => k.Remove("y")), "Malformed" },
        { "P-256 point called P-384", Ec(k => (k["crv"], k["alg"]) = ("P-384", "ES384")), "Malformed" },
        { "kid a number", RsaJwk(k => k["kid"] = 7), "Malformed" },
        { "kid empty", RsaJwk(k => k["kid"] = ""), "Malformed" },
        { "kid endless", RsaJwk(k => k["kid"] = new string('k', 257)), "Malformed" },
        { "kid half a character", """{"kty":"RSA","kid":"\ud800"}""", "Malformed" },
        { "member name half a character", """{"kty":"RSA","\ud800":1}""", "Malformed" },
        { "two n", """{"kty":"RSA","n":"AQAB","n":"AQAB","e":"AQAB","kid":"bad"}""", "DuplicateMember" },
        { "two kid", """{"kid":"bad","kid":"good","kty":"RSA","n":"AQAB","e":"AQAB"}""", "DuplicateMember" },
        { "two of one name, one escaped", """{"kty":"RSA","k\u0074y":"EC","kid":"bad"}""", "DuplicateMember" },
        { "no object", "\"key\"", "Malformed" },
        { "null", "null", "Malformed" },
        { "empty object", "{}", "Malformed" },
        { "only certificates", """{"kty":"RSA","x5c":["AAAA"],"x5u":"https://evil.example.com/","kid":"bad"}""", "Malformed" },
    };

    [Theory]
    [MemberData(nameof(BadKeys))]
    public void A_key_that_is_not_to_be_used_is_left_out_and_costs_the_others_nothing(string name, string jwk, string fault)
    {
        var set = Read($$"""{"keys":[{{jwk}},{{TestIssuer.PublicJwk(Good)}}]}""").Set!;
        Assert.Equal([Good.KeyId], set.Keys.Select(key => key.Kid));
        Assert.True(set.Unused.SequenceEqual([new(Enum.Parse<KeyFault>(fault), 1)]), $"{name}: {string.Join(", ", set.Unused)}");
    }

    [Fact]
    public void None_of_the_keys_of_one_kid_is_used()
    {
        var twin = TestIssuer.NewEcKey();
        twin.KeyId = Rsa.KeyId;
        var set = Read(TestIssuer.KeySetOf(Rsa, Good, twin)).Set!;
        Assert.Equal([Good.KeyId], set.Keys.Select(key => key.Kid));
        Assert.Equal(2, set.Unused[KeyFault.DuplicateKid]);
    }

    [Fact]
    public void A_kid_that_also_names_a_key_of_no_use_is_not_used_either()
    {
        var set = Read($$"""{"keys":[{{Ec(_ => { })}},{"kty":"oct","k":"AAAA","kid":"bad"},{{TestIssuer.PublicJwk(Good)}}]}""").Set!;
        Assert.Equal([Good.KeyId], set.Keys.Select(key => key.Kid));
    }

    [Fact]
    public void Kids_that_differ_in_case_are_two()
    {
        var set = Read($$"""{"keys":[{{Ec(k => k["kid"] = "a")}},{{RsaJwk(k => k["kid"] = "A")}}]}""").Set!;
        Assert.Equal(["a", "A"], set.Keys.Select(key => key.Kid));
    }

    public static readonly TheoryData<string, string> GoodKeys = new()
    {
        { RsaJwk(k => k.Remove("alg")), "RS256 RS384 RS512 PS256 PS384 PS512" },
        { RsaJwk(_ => { }), "RS256" },
        { RsaJwk(k => k["alg"] = "PS384"), "PS384" },
        { RsaJwk(k => k.Remove("use")), "RS256" },
        { RsaJwk(k => k["key_ops"] = new JsonArray("verify")), "RS256" },
        { RsaJwk(k => k["key_ops"] = new JsonArray("sign", "verify")), "RS256" },
        { RsaJwk(k => k["n"] = Text([0, .. Rsa.Rsa.ExportParameters(false).Modulus!])), "RS256" },
        { RsaJwk(k => k["e"] = "Aw"), "RS256" },
        { RsaJwk(k => k["x5u"] = "https://evil.example.com/"), "RS256" },
        { RsaJwk(k => k["n"] = Text(Modulus(8192))), "RS256" },
        { RsaJwk(k => k.Remove("kid")), "RS256" },
        { Ec(k => k.Remove("alg")), "ES256" },
        { Named(TestIssuer.PublicJwk(NewEc(ECCurve.NamedCurves.nistP384)), k => k.Remove("alg")), "ES384" },
        { Named(TestIssuer.PublicJwk(NewEc(ECCurve.NamedCurves.nistP521)), k => k.Remove("alg")), "ES512" },
    };

    [Theory]
    [MemberData(nameof(GoodKeys))]
    public void A_key_verifies_its_own_algorithm_or_those_of_its_type_and_curve_and_no_other(string jwk, string algorithms)
    {
        var key = Assert.Single(Read($$"""{"keys":[{{jwk}}]}""").Set!.Keys);
        string[] every = [.. IssuerPreset.DefaultAlgorithms, "none", "HS256", "rs256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", ""];
        Assert.Equal(algorithms.Split(' '), every.Where(key.Fits));
    }

    [Fact]
    public void A_key_for_an_algorithm_that_this_issuer_may_not_use_is_left_out()
    {
        var (set, fault) = Read(TestIssuer.KeySetOf(Rsa), "ES256");
        Assert.Empty(set!.Keys);
        Assert.Equal((FetchFault.NoUsableKey, 1), (fault, set.Unused[KeyFault.OtherAlgorithm]));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_set_has_a_hundred_keys_at_most(int count, bool read)
    {
        var keys = string.Join(',', Enumerable.Repeat("{}", count - 1).Append(TestIssuer.PublicJwk(Good).ToJsonString()));
        var (set, fault) = Read($$"""{"keys":[{{keys}}]}""");
        Assert.Equal(read, set is not null);
        Assert.True(read || fault == FetchFault.TooManyKeys);
    }

    private static (PublishedKeySet? Set, FetchFault Fault) Read(string json, params ImmutableArray<string> algorithms) =>
        PublishedKeySet.Read(
            Encoding.UTF8.GetBytes(json), algorithms.IsDefaultOrEmpty ? IssuerPreset.DefaultAlgorithms : algorithms, DateTimeOffset.UnixEpoch);

    private static string Ec(Action<JsonObject> change) => Named(TestIssuer.PublicJwk(TestIssuer.NewEcKey()), change);

    private static string RsaJwk(Action<JsonObject> change) => Named(TestIssuer.PublicJwk(Rsa), change);

    private static string Named(JsonObject jwk, Action<JsonObject>? change = null)
    {
        jwk["kid"] = "bad";
        change?.Invoke(jwk);
        return jwk.ToJsonString();
    }

    private static ECDsaSecurityKey NewEc(ECCurve curve) => new(ECDsa.Create(curve)) { KeyId = "ec" };

    /// <summary>An odd number of so many bits; no key of anybody's.</summary>
    private static byte[] Modulus(int bits)
    {
        var number = new byte[(bits + 7) / 8];
        number[0] = (byte)(1 << ((bits - 1) % 8));
        number[^1] = 1;
        return number;
    }

    private static string Text(byte[] number) => Base64UrlEncoder.Encode(number);
}
