namespace Gateway.Authentication.Form;

/// <summary>What the gateway reads of a token's header (RFC 7515 section 4.1): which rules it would be verified by. As untrue as the rest, before it is.</summary>
/// <param name="Algorithm"><c>alg</c>.</param>
/// <param name="Type"><c>typ</c>; null when it has none.</param>
/// <param name="KeyId"><c>kid</c>; null when it has none.</param>
internal sealed record TokenHeader(string Algorithm, string? Type, string? KeyId)
{
    private const int KnownCharsMax = 512;

    /// <summary>
    /// Tokens that one key has signed have the same header, letter for letter: the latest are known. Each has one place where it can be, and the
    /// next one that has the same place takes it.
    /// </summary>
    private static readonly Known?[] Latest = new Known?[64];

    /// <summary>Null: it is not well formed.</summary>
    /// <param name="encoded">The token's first segment.</param>
    public static TokenHeader? Read(ReadOnlySpan<char> encoded)
    {
        if (encoded.Length > KnownCharsMax)
        {
            return Decode(encoded);
        }

        ref var place = ref Latest[(uint)string.GetHashCode(encoded) % (uint)Latest.Length];
        if (place is { } known && encoded.SequenceEqual(known.Encoded))
        {
            return known.Header;
        }

        var header = Decode(encoded);
        if (header is not null)
        {
            place = new Known(encoded.ToString(), header);
        }

        return header;
    }

    /// <summary>
    /// RFC 7515 section 4.1.11: what <c>crit</c> names has to be understood, and we understand none of it. <c>b64</c> is of no effect without
    /// <c>crit</c> and not allowed in a JWT with it (RFC 7797 section 7).
    /// </summary>
    private static TokenHeader? Decode(ReadOnlySpan<char> encoded) =>
        CompactForm.Decode(encoded) is { } json && StrictJson.ReadObject(json) is { } header
        && TokenForm.IsText(header, "alg", out var algorithm) && algorithm is { Length: > 0 }
        && TokenForm.IsText(header, "typ", out var type)
        && TokenForm.IsText(header, "kid", out var keyId)
        && !header.TryGetProperty("crit", out _)
        && !header.TryGetProperty("b64", out _)
            ? new TokenHeader(algorithm, type, keyId)
            : null;

    private sealed record Known(string Encoded, TokenHeader Header);
}
