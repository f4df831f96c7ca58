using System.Buffers.Text;
using System.Text.Json;

namespace Gateway.Routes;

/// <summary>A claim that a service receives in a header of its own choosing.</summary>
/// <param name="Claim">As <see cref="ClaimPath"/> has it.</param>
/// <param name="Header">The header's name.</param>
/// <param name="Required">A token without the claim is refused with 403 instead of the header being left out.</param>
internal sealed record ForwardedClaim(string Claim, string Header, HeaderEncoding Encoding, bool Required)
{
    /// <summary>What goes into the header. Null when the token lacks the claim or its value does not fit.</summary>
    public string? TextIn(JsonElement payload) => !ClaimPath.TryFind(payload, Claim, out var value) || value.ValueKind == JsonValueKind.Null ? null : Encoding switch
    {
        HeaderEncoding.Base64Url => Base64Url.EncodeToString(Utf8(Text(value) ?? value.GetRawText())) is [_, ..] text ? text : null,
        // The serializer's own encoder leaves nothing that is not ASCII.
        HeaderEncoding.Json => JsonSerializer.Serialize(value),
        HeaderEncoding.StructuredField => StructuredField.Of(value),
        _ => Plain(value) is { } plain && PlainValue.IsPlainText(plain) ? plain : null,
    };

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static string? Plain(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? value.GetRawText() : Text(value);

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
