using System.Text.Json;

namespace Gateway.Authentication.Form;

/// <summary>
/// What a token says of itself, well formed and of the right types, and not yet believed: nothing here was signed by anyone as far as we
/// know. It chooses issuer and key, and decides nothing.
/// </summary>
/// <param name="Issuer">The payload's <c>iss</c>.</param>
/// <param name="Payload">A JSON object without duplicate members, every string of which can be read.</param>
/// <param name="SignedLength">How much of the token, from its beginning, the signature is about, in characters.</param>
internal sealed record UnverifiedToken(TokenHeader Header, string Issuer, JsonElement Payload, byte[] Signature, int SignedLength);
