using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Downstream;
using Gateway.Routes;

namespace Gateway.Claims;

/// <summary>
/// What one API is told about one caller: header names and values, ready for the wire. A value that cannot stand in a header as it is
/// travels in <c>Gateway-Claims</c> instead; nothing is dropped without a word.
/// </summary>
internal static class ForwardedClaims
{
    /// <summary>All of them together, names included. Beyond it servers begin to refuse the request, so it is refused here with a reason.</summary>
    private const int BytesMax = 8 * 1024;

    /// <summary>Base64url carries UTF-8 as it is: escapes, which protect HTML, would only make it longer.</summary>
    private static readonly JsonWriterOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null when the claims do not fit, or a required one cannot be put into its header.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? For(CallerIdentity caller, Api api)
    {
        var headers = new List<KeyValuePair<string, string>>(8);
        using var carried = new CarriedClaims();

        headers.Add(new(ClaimHeaders.Caller, Name(caller.Kind)));
        Tell(ClaimHeaders.Subject, "sub", caller.Subject);
        Tell(ClaimHeaders.Client, "client_id", caller.Client);
        Tell(ClaimHeaders.Issuer, "iss", caller.Issuer.Identifier);
        if (PlainValue.IsPlainList(caller.ScopeText))
        {
            headers.Add(new(ClaimHeaders.Scopes, caller.ScopeText));
        }
        else
        {
            carried.Add("scope", caller.ScopeText);
        }

        foreach (var claim in api.ForwardClaims)
        {
            carried.Add(claim, caller.Payload);
        }

        foreach (var forwarded in api.Forward)
        {
            if (forwarded.TextIn(caller.Payload) is { } text)
            {
                headers.Add(new(forwarded.Header, text));
            }
            else if (forwarded.Required)
            {
                return null;
            }
            else
            {
                carried.Add(forwarded.Claim, caller.Payload);
            }
        }

        if (carried.Encoded() is { } claims)
        {
            headers.Add(new(ClaimHeaders.Claims, claims));
        }

        return headers.Sum(header => header.Key.Length + header.Value.Length + 4) > BytesMax ? null : headers;

        void Tell(string header, string claim, string? value)
        {
            if (value is null)
            {
                return;
            }

            if (PlainValue.IsPlain(value))
            {
                headers.Add(new(header, value));
            }
            else
            {
                carried.Add(claim, value);
            }
        }
    }

    private static string Name(CallerKind kind) => kind switch
    {
        CallerKind.User => "user",
        CallerKind.Machine => "machine",
        _ => "unknown",
    };

    /// <summary>The object of <c>Gateway-Claims</c> while it is being written; each claim goes in once.</summary>
    private sealed class CarriedClaims : IDisposable
    {
        private readonly ArrayBufferWriter<byte> bytes = new();
        private readonly HashSet<string> names = new(StringComparer.Ordinal);
        private Utf8JsonWriter? json;

        public void Add(string claim, string value)
        {
            if (names.Add(claim))
            {
                Begin().WriteString(claim, value);
            }
        }

        public void Add(string claim, JsonElement payload)
        {
            if (payload.TryGetProperty(claim, out var value) && names.Add(claim))
            {
                Begin().WritePropertyName(claim);
                value.WriteTo(json!);
            }
        }

        public string? Encoded()
        {
            if (json is null)
            {
                return null;
            }

            json.WriteEndObject();
            json.Flush();
            return Base64Url.EncodeToString(bytes.WrittenSpan);
        }

        public void Dispose() => json?.Dispose();

        private Utf8JsonWriter Begin()
        {
            if (json is null)
            {
                json = new Utf8JsonWriter(bytes, Unescaped);
                json.WriteStartObject();
            }

            return json;
        }
    }
}
