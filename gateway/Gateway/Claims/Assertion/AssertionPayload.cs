using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Gateway.Claims.Assertion;

/// <summary>
/// The claims of an assertion (RFC 7519 section 4; docs/downstream.md has the table). <c>htm</c> and <c>htu</c> bind it to one request, as a
/// DPoP proof is bound (RFC 9449 section 4.2); <c>htu</c> is the path alone, because <c>aud</c> stands for the host, which load balancing
/// and meshes change.
/// </summary>
internal static class AssertionPayload
{
    /// <summary>More than the header, the signature, the issuer, the times and the id come to when they are encoded.</summary>
    private const int FrameLengthMax = 512;

    public static ReadOnlyMemory<byte> Write(Introduction introduction, Request request)
    {
        var json = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(json, CarriedClaims.Unescaped))
        {
            writer.WriteStartObject();
            writer.WriteString("iss", request.Issuer);
            WriteCaller(writer, introduction);
            writer.WriteString("htm", request.Method);
            writer.WriteString("htu", request.Path);
            writer.WriteNumber("iat", request.SignedAt.ToUnixTimeSeconds());
            writer.WriteNumber("exp", request.SignedAt.ToUnixTimeSeconds() + request.LifetimeSeconds);
            writer.WriteString("jti", request.Id);
            writer.WriteEndObject();
        }

        return json.WrittenMemory;
    }

    /// <summary>What an assertion about this caller takes in a header, whatever the request, at most; its path comes on top.</summary>
    public static int SignedLength(Introduction introduction)
    {
        var json = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(json, CarriedClaims.Unescaped))
        {
            writer.WriteStartObject();
            WriteCaller(writer, introduction);
            writer.WriteEndObject();
        }

        return Base64Url.GetEncodedLength(json.WrittenCount) + FrameLengthMax;
    }

    private static void WriteCaller(Utf8JsonWriter writer, Introduction introduction)
    {
        var caller = introduction.Caller;
        writer.WriteString("aud", introduction.Api.Name);
        if (caller.Subject is not null)
        {
            writer.WriteString("sub", caller.Subject);
        }

        if (caller.Client is not null)
        {
            writer.WriteString("client_id", caller.Client);
        }

        writer.WriteString("caller", Introduction.Name(caller.Kind));
        writer.WriteString("scope", caller.ScopeText);
        writer.WriteString("iss_orig", caller.Issuer.Identifier);
        if (!introduction.Claims.IsEmpty)
        {
            writer.WritePropertyName("claims");
            writer.WriteRawValue(introduction.Claims.Span, skipInputValidation: true);
        }
    }

    /// <summary>What differs from one assertion about a caller to the next.</summary>
    /// <param name="Issuer">The gateway's name.</param>
    /// <param name="Path">As it goes to the service: percent-encoded, without the query.</param>
    /// <param name="Id"><c>jti</c>.</param>
    public sealed record Request(string Issuer, string Method, string Path, DateTimeOffset SignedAt, int LifetimeSeconds, string Id);
}
