namespace Gateway.Routes;

/// <summary>How a claim's value becomes a header's (<see cref="ForwardedClaim.TextIn"/>).</summary>
internal enum HeaderEncoding
{
    /// <summary>A string as it is, a number or boolean as JSON writes it; short visible ASCII.</summary>
    Plain,

    /// <summary>RFC 4648 section 5, without padding: of a string its UTF-8, of anything else its JSON.</summary>
    Base64Url,

    /// <summary>RFC 8259, in ASCII: other characters are escaped.</summary>
    Json,

    /// <summary>RFC 9651: an item, or a list of them.</summary>
    StructuredField,
}
