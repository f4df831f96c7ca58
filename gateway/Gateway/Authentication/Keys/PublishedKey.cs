using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Authentication.Keys;

/// <summary>
/// Reads one key of a set (RFC 7517 section 4; RFC 7518 sections 6.2 and 6.3), in this order:
/// 1. its members are unique and it holds no secret;
/// 2. it is there to verify signatures, by an algorithm that is accepted;
/// 3. its numbers make a key that is strong enough.
/// <c>x5c</c>, <c>x5u</c> and the other certificate members are never looked at: the key is the numbers, and nothing else is fetched.
/// </summary>
internal static class PublishedKey
{
    private const int RsaBitsMin = 2048;

    /// <summary>Verifying takes time with the square of the modulus, and with the length of the exponent.</summary>
    private const int RsaBitsMax = 8192;
    private const int RsaExponentBytesMax = 4;

    /// <summary>RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1.</summary>
    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    private static readonly SearchValues<char> Base64UrlAlphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>RFC 7518 section 6.2.1.1, and which <c>alg</c> is for the curve (section 3.4).</summary>
    private static readonly Dictionary<string, (ECCurve Curve, int Size, string Alg)> Curves = new(StringComparer.Ordinal)
    {
        ["P-256"] = (ECCurve.NamedCurves.nistP256, 32, "ES256"),
        ["P-384"] = (ECCurve.NamedCurves.nistP384, 48, "ES384"),
        ["P-521"] = (ECCurve.NamedCurves.nistP521, 66, "ES512"),
    };

    /// <summary>The key, or why it is not used.</summary>
    public static (IssuerKey? Key, KeyFault Fault) Read(JsonElement jwk, ImmutableArray<string> accepted, DateTimeOffset now)
    {
        // 1
        if (jwk.ValueKind != JsonValueKind.Object)
        {
            return (null, KeyFault.Malformed);
        }

        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in jwk.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value))
            {
                return (null, KeyFault.DuplicateMember);
            }
        }

        if (!TryText(members, "kty", out var kty) || !TryText(members, "kid", out var kid) || !TryText(members, "alg", out var alg)
            || !TryText(members, "use", out var use) || kty is null || kid is { Length: 0 or > IssuerKey.KidLengthMax })
        {
            return (null, KeyFault.Malformed);
        }

        if (kty == "oct")
        {
            return (null, KeyFault.Symmetric);
        }

        if (PrivateMembers.Any(members.ContainsKey))
        {
            return (null, KeyFault.Private);
        }

        // 2
        if (use is not (null or "sig") || !MayVerify(members))
        {
            return (null, KeyFault.NotForSignatures);
        }

        if (!TryText(members, "crv", out var crv) || (kty != "RSA" && !(kty == "EC" && crv is not null && Curves.ContainsKey(crv))))
        {
            return (null, KeyFault.Unsupported);
        }

        ImmutableArray<string> algorithms = [.. accepted.Where(a => (alg is null || a == alg) && Does(kty, crv, a))];
        if (algorithms.IsEmpty)
        {
            return (null, KeyFault.OtherAlgorithm);
        }

        // 3
        var (key, fault) = kty == "RSA" ? Rsa(members) : Ec(members, Curves[crv!]);
        if (key is null)
        {
            return (null, fault);
        }

        key.KeyId = kid;
        return (new IssuerKey(key, kty, alg, algorithms, now), default);
    }

    private static bool MayVerify(Dictionary<string, JsonElement> members) =>
        !members.TryGetValue("key_ops", out var operations)
        || (operations.ValueKind == JsonValueKind.Array
            && operations.EnumerateArray().Any(operation => operation.ValueKind == JsonValueKind.String && operation.ValueEquals("verify")));

    private static bool Does(string kty, string? crv, string alg) =>
        kty == "RSA" ? alg[0] is 'R' or 'P' : Curves[crv!].Alg == alg;

    private static (SecurityKey? Key, KeyFault Fault) Rsa(Dictionary<string, JsonElement> members)
    {
        if (Number(members, "n") is not { } written || Number(members, "e") is not { } exponent)
        {
            return (null, KeyFault.Malformed);
        }

        // Some libraries put a zero in front (RFC 7518 section 6.3.1.1). It is no part of the number, so a short key cannot hide behind zeros.
        var modulus = written.AsSpan().TrimStart((byte)0).ToArray();
        var bits = modulus.Length == 0 ? 0 : (8 * modulus.Length) - byte.LeadingZeroCount(modulus[0]);
        if (bits is < RsaBitsMin or > RsaBitsMax || exponent.Length > RsaExponentBytesMax)
        {
            return (null, bits < RsaBitsMin ? KeyFault.Weak : KeyFault.Oversized);
        }

        // Even numbers are no RSA key's, and with an exponent of one a signature is the message itself.
        if (modulus[^1] % 2 == 0 || exponent[^1] % 2 == 0 || exponent.AsSpan().TrimStart((byte)0) is [1])
        {
            return (null, KeyFault.Malformed);
        }

        return (new RsaSecurityKey(new RSAParameters { Modulus = modulus, Exponent = exponent }), default);
    }

    private static (SecurityKey? Key, KeyFault Fault) Ec(Dictionary<string, JsonElement> members, (ECCurve Curve, int Size, string Alg) on)
    {
        // RFC 7518 section 6.2.1.2: the full size of a coordinate, zeros included.
        if (Number(members, "x") is not { } x || Number(members, "y") is not { } y || x.Length != on.Size || y.Length != on.Size)
        {
            return (null, KeyFault.Malformed);
        }

        try
        {
            return (new ECDsaSecurityKey(ECDsa.Create(new ECParameters { Curve = on.Curve, Q = new ECPoint { X = x, Y = y } })), default);
        }
        catch (CryptographicException)
        {
            // The point is not on the curve.
            return (null, KeyFault.Malformed);
        }
    }

    /// <summary>Null when it is not there, empty, or not base64url to the letter: .NET's decoder forgives white space and padding.</summary>
    private static byte[]? Number(Dictionary<string, JsonElement> members, string name) =>
        TryText(members, name, out var text) && text is { Length: > 0 } && !text.AsSpan().ContainsAnyExcept(Base64UrlAlphabet) && text.Length % 4 != 1
            && Base64Url.IsValid(text)
            ? Base64Url.DecodeFromChars(text)
            : null;

    /// <summary>False when it is there and is no string.</summary>
    private static bool TryText(Dictionary<string, JsonElement> members, string name, out string? text)
    {
        text = null;
        if (!members.TryGetValue(name, out var value))
        {
            return true;
        }

        text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is not null;
    }
}
