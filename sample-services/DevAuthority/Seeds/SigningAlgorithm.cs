namespace DevAuthority.Seeds;

/// <summary>The names are those of JSON Web Algorithms (RFC 7518 section 3.1).</summary>
internal enum SigningAlgorithm
{
    ES256,
    RS256,
}
