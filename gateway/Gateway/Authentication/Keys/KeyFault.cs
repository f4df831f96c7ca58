namespace Gateway.Authentication.Keys;

/// <summary>Why a key of a set is not used. One bad key never costs the others (RFC 7517 section 5).</summary>
internal enum KeyFault
{
    /// <summary>Incomplete, of the wrong types, or no numbers that make a key.</summary>
    Malformed,

    /// <summary>RFC 7517 section 4: which of the two was meant, is anybody's guess.</summary>
    DuplicateMember,

    /// <summary>Two keys of one <c>kid</c>: none of them is used, because the first or the last is a matter of whose reader it is.</summary>
    DuplicateKid,

    /// <summary>A published private key is everybody's key.</summary>
    Private,

    /// <summary>Whoever can verify with it can sign with it.</summary>
    Symmetric,

    /// <summary>RFC 7518 section 3.3: 2,048 bits or more.</summary>
    Weak,

    /// <summary>One verification with it would cost as much as many.</summary>
    Oversized,

    /// <summary><c>use</c> or <c>key_ops</c> say that it does not verify signatures (RFC 7517 sections 4.2 and 4.3).</summary>
    NotForSignatures,

    /// <summary>It is for none of the algorithms accepted from this issuer.</summary>
    OtherAlgorithm,

    /// <summary>A <c>kty</c> or <c>crv</c> that none of the accepted algorithms uses.</summary>
    Unsupported,
}
