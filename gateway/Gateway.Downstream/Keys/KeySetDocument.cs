using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Downstream.Assertions;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Downstream.Keys;

/// <summary>
/// A key set (RFC 7517 section 5): of its keys those that verify ES256, by <c>kid</c>. One that is something else, is incomplete or holds a
/// secret is dropped, and so are all keys of a <c>kid</c> that names two; a set without a usable key is no set.
/// </summary>
internal static class KeySetDocument
{
    private const int KeysMax = 100;
    private const int KidLengthMax = 256;
    private const int CoordinateBytes = 32;

    /// <summary>RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1: a published private key is everybody's key.</summary>
    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <summary>The keys, or why there are none; and how many were dropped.</summary>
    public static (FrozenDictionary<string, SecurityKey>? Keys, int Dropped, FetchFault Fault) Read(byte[] json)
    {
        if (StrictJson.ReadObject(json) is not { } root
            || !root.TryGetProperty("keys", out var entries) || entries.ValueKind != JsonValueKind.Array)
        {
            return (null, 0, FetchFault.NotKeySet);
        }

        if (entries.GetArrayLength() > KeysMax)
        {
            return (null, 0, FetchFault.TooManyKeys);
        }

        // Readers differ in which of two keys of one name they take: of everything that claims a name, used or not, there has to be one.
        var keys = entries.EnumerateArray()
            .Select(entry => (Kid: entry.ValueKind == JsonValueKind.Object && entry.TryText("kid", out var kid) ? kid : null, Entry: entry))
            .Where(key => key.Kid is { Length: > 0 and <= KidLengthMax })
            .GroupBy(key => key.Kid!, StringComparer.Ordinal)
            .Where(named => named.Count() == 1)
            .Select(named => (Kid: named.Key, Key: Read(named.Single().Entry, named.Key)))
            .Where(key => key.Key is not null)
            .ToFrozenDictionary(key => key.Kid, SecurityKey (key) => key.Key!, StringComparer.Ordinal);
        return keys.Count == 0
            ? (null, entries.GetArrayLength(), FetchFault.NoUsableKey)
            : (keys, entries.GetArrayLength() - keys.Count, FetchFault.None);
    }

    private static ECDsaSecurityKey? Read(JsonElement jwk, string kid)
    {
        if (PrivateMembers.Any(member => jwk.TryGetProperty(member, out _))
            || !Says(jwk, "kty", "EC", optional: false) || !Says(jwk, "crv", "P-256", optional: false)
            || !Says(jwk, "alg", SecurityAlgorithms.EcdsaSha256, optional: true)
            || !Says(jwk, "use", "sig", optional: true) || !MayVerify(jwk)
            || Coordinate(jwk, "x") is not { } x || Coordinate(jwk, "y") is not { } y)
        {
            return null;
        }

        try
        {
            var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = x, Y = y } });
            return new ECDsaSecurityKey(key) { KeyId = kid };
        }
        catch (CryptographicException)
        {
            return null; // The point is not on the curve.
        }
    }

    private static bool Says(JsonElement jwk, string member, string value, bool optional) =>
        jwk.TryText(member, out var text) && (text is null ? optional : text == value);

    /// <summary>RFC 7517 section 4.3.</summary>
    private static bool MayVerify(JsonElement jwk) =>
        !jwk.TryGetProperty("key_ops", out var operations)
        || (operations.ValueKind == JsonValueKind.Array
            && operations.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.ValueEquals("verify")));

    /// <summary>RFC 7518 section 6.2.1.2: the full size of a coordinate, zeros included.</summary>
    private static byte[]? Coordinate(JsonElement jwk, string member) =>
        jwk.TryText(member, out var text) && text is not null && Base64Url.IsValid(text, out var length) && length == CoordinateBytes
            ? Base64Url.DecodeFromChars(text)
            : null;
}
