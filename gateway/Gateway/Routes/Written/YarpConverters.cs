using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Routes.Written;

/// <summary>YARP's configuration writes an HTTP version as <c>"2"</c> or <c>"1.1"</c>; <see cref="Version"/> wants both numbers.</summary>
internal sealed class HttpVersionConverter : JsonConverter<Version>
{
    public override Version Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() switch
    {
        "1.0" => new Version(1, 0),
        "1.1" => new Version(1, 1),
        "2" or "2.0" => new Version(2, 0),
        "3" or "3.0" => new Version(3, 0),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, Version value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>YARP's configuration writes the TLS versions as an array.</summary>
internal sealed class SslProtocolsConverter : JsonConverter<SslProtocols>
{
    public override SslProtocols Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var names = JsonSerializer.Deserialize<string[]>(ref reader, options) ?? [];
        return names.Length == 0
            ? throw new JsonException()
            : names.Aggregate(SslProtocols.None, (all, name) => all | One(name));
    }

    public override void Write(Utf8JsonWriter writer, SslProtocols value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.ToString().Split(", "), options);

    /// <summary>Older versions are broken (RFC 8996).</summary>
    private static SslProtocols One(string name) => name switch
    {
        "Tls12" => SslProtocols.Tls12,
        "Tls13" => SslProtocols.Tls13,
        _ => throw new JsonException(),
    };
}
