using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gateway.InteropTests.Vectors;

/// <summary>
/// The rules of docs/downstream.md, once more and naively: nothing of the gateway's, of its library's or of what makes the vectors. Each
/// can be left out, to see whether a vector notices.
/// </summary>
internal sealed partial class Contract(JsonObject keys, JsonObject file)
{
    private static readonly (string Name, Func<Contract, Seen, bool> Holds)[] Rules =
    [
        ("nothing twice in the header", (_, seen) => IsStrict(seen.HeaderText)),
        ("type", (_, seen) => Is(seen.Header, "typ", "gateway+jwt")),
        ("algorithm", (_, seen) => Is(seen.Header, "alg", "ES256")),
        ("nothing critical", (_, seen) => !seen.Header.TryGetProperty("crit", out var _)),
        ("signature", (contract, seen) => contract.IsSigned(seen)),
        ("nothing twice in the payload", (_, seen) => IsStrict(seen.PayloadText)),
        ("issuer", (contract, seen) => Is(seen.Payload, "iss", contract.Issuer)),
        ("audience", (contract, seen) => Is(seen.Payload, "aud", contract.Audience)),
        ("not over", (contract, seen) => seen.Exp is { } exp && exp > seen.At - contract.Skew),
        ("not of the future", (contract, seen) => seen.Iat is { } iat && iat <= seen.At + contract.Skew),
        ("short", (_, seen) => seen.Exp - seen.Iat is <= 60),
        ("method", (_, seen) => Is(seen.Payload, "htm", seen.Method)),
        ("path", (_, seen) => Is(seen.Payload, "htu", seen.Path)),
        ("jti", (_, seen) => IsText(seen.Payload, "jti")),
        ("scope", (_, seen) => IsText(seen.Payload, "scope")),
        ("iss_orig", (_, seen) => IsText(seen.Payload, "iss_orig")),
        ("caller", (_, seen) => ((string[])["user", "machine", "unknown"]).Any(kind => Is(seen.Payload, "caller", kind))),
        ("sub", (_, seen) => IsAbsent(seen.Payload, "sub") || IsText(seen.Payload, "sub")),
        ("client_id", (_, seen) => IsAbsent(seen.Payload, "client_id") || IsText(seen.Payload, "client_id")),
        ("claims", (_, seen) => IsAbsent(seen.Payload, "claims") || seen.Payload.GetProperty("claims").ValueKind == JsonValueKind.Object),
    ];

    public static IEnumerable<string> RuleNames => Rules.Select(rule => rule.Name);

    private string Issuer => (string)file["issuer"]!;

    private string Audience => (string)file["audience"]!;

    private long Skew => (long)file["skew"]!;

    /// <summary>Who calls; null when a rule is broken.</summary>
    /// <param name="leftOut">The rule that is not applied.</param>
    public JsonObject? Caller(JsonObject one, string? leftOut = null) =>
        Seen.Of(one) is { } seen && Rules.All(rule => rule.Name == leftOut || rule.Holds(this, seen)) ? CallerIn(seen.Payload) : null;

    private static JsonObject CallerIn(JsonElement payload)
    {
        return new JsonObject
        {
            ["sub"] = Member("sub"),
            ["client_id"] = Member("client_id"),
            ["caller"] = Member("caller"),
            ["scope"] = Member("scope"),
            ["iss_orig"] = Member("iss_orig"),
            ["claims"] = Member("claims") ?? new JsonObject(),
        };

        JsonNode? Member(string name) => payload.TryGetProperty(name, out var value) ? JsonNode.Parse(value.GetRawText()) : null;
    }

    private static bool Is(JsonElement json, string name, string value) =>
        IsText(json, name) && json.GetProperty(name).GetString() == value;

    private static bool IsText(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;

    private static bool IsAbsent(JsonElement json, string name) => !json.TryGetProperty(name, out _);

    private static bool IsStrict(string text)
    {
        try
        {
            return JsonElement.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false }).ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool IsSigned(Seen seen)
    {
        var jwk = keys["keys"]!.AsArray().SingleOrDefault(key => Is(seen.Header, "kid", (string)key!["kid"]!));
        if (jwk is null)
        {
            return false;
        }

        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars((string)jwk["x"]!), Y = Base64Url.DecodeFromChars((string)jwk["y"]!) },
        });
        return key.VerifyData(Encoding.ASCII.GetBytes(seen.Signed), seen.Signature, HashAlgorithmName.SHA256);
    }

    /// <summary>An assertion taken apart, not believed.</summary>
    private sealed partial record Seen(
        string Signed,
        string HeaderText,
        string PayloadText,
        JsonElement Header,
        JsonElement Payload,
        byte[] Signature,
        long At,
        string Method,
        string Path)
    {
        public double? Exp => Number("exp");

        public double? Iat => Number("iat");

        public static Seen? Of(JsonObject one)
        {
            if (one["assertion"]!.AsArray() is not [{ } line] || !ThreeParts().IsMatch((string)line!))
            {
                return null;
            }

            var parts = ((string)line!).Split('.');
            var header = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0]));
            var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
            return FirstObject(header) is { } first && FirstObject(payload) is { } second
                ? new Seen(
                    $"{parts[0]}.{parts[1]}",
                    header,
                    payload,
                    first,
                    second,
                    Base64Url.DecodeFromChars(parts[2]),
                    (long)one["at"]!,
                    (string)one["method"]!,
                    (string)one["path"]!)
                : null;
        }

        /// <summary>As the careless parsers read it: whatever comes after it, and of two members the last.</summary>
        private static JsonElement? FirstObject(string text)
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            try
            {
                return JsonElement.ParseValue(ref reader) is { ValueKind: JsonValueKind.Object } read ? read : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        private double? Number(string name) =>
            Payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

        [GeneratedRegex(@"\A[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\z")]
        private static partial Regex ThreeParts();
    }
}
