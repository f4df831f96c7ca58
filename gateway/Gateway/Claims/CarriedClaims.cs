using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Routes;

namespace Gateway.Claims;

/// <summary>Claims that travel in a JSON object, as the token has them, each once.</summary>
internal sealed class CarriedClaims
{
    /// <summary>What carries the object carries UTF-8 as it is: escapes, which protect HTML, would only make it longer.</summary>
    public static readonly JsonWriterOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly OrderedDictionary<string, JsonElement> claims = new(StringComparer.Ordinal);

    public void Add(string claim, JsonElement payload)
    {
        if (ClaimPath.TryFind(payload, claim, out var value))
        {
            claims.TryAdd(claim, value);
        }
    }

    public void Add(string claim, string value) => claims.TryAdd(claim, JsonSerializer.SerializeToElement(value));

    public void Add(CarriedClaims others)
    {
        foreach (var (claim, value) in others.claims)
        {
            claims.TryAdd(claim, value);
        }
    }

    /// <summary>Empty when there are none.</summary>
    public byte[] ToJson()
    {
        if (claims.Count == 0)
        {
            return [];
        }

        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, Unescaped))
        {
            writer.WriteStartObject();
            foreach (var (claim, value) in claims)
            {
                writer.WritePropertyName(claim);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return json.WrittenSpan.ToArray();
    }
}
